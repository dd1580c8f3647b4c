"""Logos: what is read of an upload, written anew as a PNG, and how it is served.

A picture is only judged by what its format declares before anything of it is decoded. Nothing of the file is
kept: neither its metadata nor what else may hide in it.
"""

import hashlib
import struct
import zlib
from io import BytesIO

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from accounts.models import Logo
from accounts.pictures import ends_with_its_picture, is_drawing

MAX_BYTES = 1024 * 1024
MAX_SIDE = 4000  # pixels, as declared
MIN_SIDE = 16  # pixels, as declared
FITS = (600, 300)  # pixels, of what is kept
FORMATS = ("PNG", "JPEG", "WEBP")
YEAR = 365 * 24 * 3600
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    zlib.error,
)

TOO_LARGE = _("The file is larger than 1 MB. Save the logo smaller, about 600 pixels wide, and try again.")
TOO_MANY_PIXELS = _("The picture is larger than 4,000 × 4,000 pixels. Save it smaller and try again.")
TOO_FEW_PIXELS = _(
    "The picture is smaller than 16 × 16 pixels. Save the logo larger, about 600 pixels wide, and try again."
)
NO_PICTURE = _(
    "This is not a PNG, JPEG or WebP picture that can be read. Save the logo as PNG and try again."
)
DRAWING = _("Drawings such as SVG cannot be used, because they can hold programs. Save the logo as PNG.")
MORE_THAN_A_PICTURE = _(
    "The file holds more than a picture. Open it in an image program, save it as PNG, and try again."
)


class LogoError(Exception):
    """The upload cannot be a logo; its text says why, and what to do."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))


def read(data: bytes) -> Logo:
    """The logo, without an organisation yet. Raises LogoError."""
    if len(data) > MAX_BYTES:
        raise LogoError(TOO_LARGE)
    if is_drawing(data):
        raise LogoError(DRAWING)
    picture = _decoded(data)
    picture.thumbnail(FITS, Image.Resampling.LANCZOS)
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    content = written.getvalue()
    return Logo(
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        width=picture.width,
        height=picture.height,
    )


def _decoded(data: bytes) -> Image.Image:
    """The first picture of the file, upright, with its transparency and nothing else."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            if max(opened.size) > MAX_SIDE:
                raise LogoError(TOO_MANY_PIXELS)
            if min(opened.size) < MIN_SIDE:
                raise LogoError(TOO_FEW_PIXELS)
            if not ends_with_its_picture(data):
                raise LogoError(MORE_THAN_A_PICTURE)
            upright = ImageOps.exif_transpose(opened)
            plain = Image.new("RGBA", upright.size)
            plain.paste(upright.convert("RGBA"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise LogoError(TOO_MANY_PIXELS) from None
    except BROKEN:
        raise LogoError(NO_PICTURE) from None
    return plain


def response(logo: Logo) -> HttpResponse:
    """The picture for pages that may show it: kept by that browser only, and inert wherever it is opened."""
    answer = HttpResponse(bytes(logo.content), content_type="image/png")
    answer["Content-Disposition"] = 'attachment; filename="logo.png"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    answer["ETag"] = f'"{logo.digest}"'
    return answer
