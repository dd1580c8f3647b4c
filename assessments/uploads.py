"""What the server keeps of a file that somebody sends: no more than the page may take that it is sent to."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from accounts import logos
from assessments.answer_files import MAX_IMPORT_BYTES
from assessments.framework_files.reading import MAX_BYTES

# By the name of the route; all others take what the admin's import does.
MOST = {
    "organisation-logo": logos.MAX_BYTES,
    "consultancy-logo": logos.MAX_BYTES,
    "import-assessment": MAX_IMPORT_BYTES,
}


def most_bytes(request: HttpRequest | None) -> int:
    """The size of the largest file that the page of this request takes."""
    if request is None:
        return MAX_BYTES
    try:
        route = resolve(request.path_info).url_name or ""
    except Resolver404:
        route = ""
    return MOST.get(route, MAX_BYTES)


class CappedUploadHandler(FileUploadHandler):
    """Keeps the beginning of a file in memory: one byte too much at most, so that its reader refuses it."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept, self._most = BytesIO(), most_bytes(self.request)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._kept.write(raw_data[: self._most + 1 - self._kept.tell()])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        size = self._kept.tell()
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept, self.field_name, self.file_name, self.content_type, size, self.charset
        )
