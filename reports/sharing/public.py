"""What somebody with a link reads, with or without an account: the way in, the page, the files.

Following the link shows a button and consumes nothing. The button, and the passphrase where there is one,
let this browser read at an address without a secret; each request there looks at the link anew. A link that
never was, ran out or was taken back, a wrong secret and no right to read are answered alike; who has or had
the right secret gets that answer, like all others, in the report's language.
"""

from collections.abc import Callable
from functools import partial, wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import check_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from accounts.languages import chosen
from accounts.limits import take_turn
from accounts.secret_links import secret_page
from reports.exports.forms import TYPES
from reports.kept.files import BrokenFileError, bytes_of
from reports.models import KeptFile, ShareLink
from reports.paper import framing, paper
from reports.pdf_views import attachment
from reports.sharing import actions
from reports.sharing.forms import OpenForm
from reports.sharing.secrets import grant, may_read, opened_by, remembered
from reports.sharing.shown import for_reader, title_of

TRIES, OPENINGS = 30, 200  # an hour, of one link and from one network address, which a whole board may share
PREFETCHES = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
View = Callable[..., HttpResponse]


def shared_page(view: View) -> View:
    """For what the link shows: the view gets the link that this browser may read by, in its language.

    Only reads; nothing keeps the answer, indexes it or tells its address on.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, link_id: UUID, **kwargs: Any) -> HttpResponse:
        link = remembered(request.session, link_id)
        reads = link is not None and may_read(request.session, link)
        response = _in_language(request, link, partial(view, request, **kwargs) if reads else _over(request))
        patch_cache_control(response, no_store=True, private=True)
        response["Referrer-Policy"] = "no-referrer"
        response.setdefault("X-Robots-Tag", "noindex")
        return response

    return require_safe(wrapped)


def _in_language(
    request: HttpRequest, link: ShareLink | None, answer: Callable[..., HttpResponse]
) -> HttpResponse:
    """The answer about the link in the report's language, unless this browser or the account chose one."""
    if link is None:
        return _nothing(request)
    current = get_language() or link.report.language
    own = chosen(request) or getattr(request.user, "language", "")
    language = current if own else link.report.language
    with translation.override(language):
        response = answer(link=link)
    response.setdefault("Content-Language", language)
    return response


def _nothing(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/sharing/nothing.html", status=404)


def _over(request: HttpRequest) -> View:
    return lambda link: _nothing(request)


@secret_page
def open_link(request: HttpRequest, link_id: UUID, token: str) -> HttpResponse:
    """Says who shares what with whom and until when; the button opens it."""
    link = opened_by(link_id, token)
    works = link is not None and link.is_alive
    return _in_language(request, link, partial(_way_in, request) if works else _over(request))


def _way_in(request: HttpRequest, link: ShareLink) -> HttpResponse:
    form = OpenForm(request.POST if request.method == "POST" else None) if link.passphrase else None
    if request.method != "POST":
        return _landing(request, link, form)
    action, times = ("share-passphrase", TRIES) if form else ("share-open", OPENINGS)
    if not take_turn(request, action=action, key=str(link.pk), times=times):
        return _landing(request, link, form, busy=True)
    if form is not None and not _fits(link, form):
        return _landing(request, link, form)
    if not actions.note_opening(link):  # taken back meanwhile
        return _nothing(request)
    grant(request.session, link)
    return redirect("shared", link.pk)


def _fits(link: ShareLink, form: OpenForm) -> bool:
    if not form.is_valid():
        return False
    if check_password(form.cleaned_data["passphrase"], link.passphrase):
        return True
    actions.note_refusal(link.pk)
    form.add_error("passphrase", gettext("This is not the passphrase. Mind capital and small letters."))
    return False


def _landing(
    request: HttpRequest, link: ShareLink, form: OpenForm | None, *, busy: bool = False
) -> HttpResponse:
    summary = form.summary() if form is not None and form.is_bound and not busy else []
    context = {"shared": for_reader(link), "form": form, "summary": summary, "busy": busy}
    status = 429 if busy else 422 if summary else 200
    return render(request, "reports/sharing/landing.html", context, status=status)


@shared_page
def page(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The report in a frame, and the files that the sender chose."""
    response = render(request, "reports/sharing/shared.html", {"shared": for_reader(link)})
    return framing(response)


@shared_page
def shared_paper(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The report itself, in its own language, as it was kept."""
    return _file(request, link, KeptFile.Kind.PAGE) if KeptFile.Kind.PAGE in link.kinds else _nothing(request)


@shared_page
def shared_file(request: HttpRequest, link: ShareLink, kind: str) -> HttpResponse:
    """One file, byte for byte as it was kept."""
    chosen_by_sender = kind in link.kinds and kind != KeptFile.Kind.PAGE
    return _file(request, link, kind) if chosen_by_sender else _nothing(request)


def _file(request: HttpRequest, link: ShareLink, kind: str) -> HttpResponse:
    file = KeptFile.objects.get(report=link.report_id, kind=kind)
    try:
        content = bytes_of(file)
    except BrokenFileError:
        return render(request, "reports/sharing/broken.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)
    if kind == KeptFile.Kind.PAGE:
        return _paper(request, link, content)
    if request.method == "GET" and not _is_prefetch(request):
        actions.note_download(link, kind)
    return attachment(HttpResponse(content, content_type=TYPES[kind]), file.name)


def _paper(request: HttpRequest, link: ShareLink, content: bytes) -> HttpResponse:
    report = link.report
    with translation.override(report.language):
        title = title_of(report)
        return paper(
            request, title=title, language=report.language, accent=report.accent, body=content.decode()
        )


def _is_prefetch(request: HttpRequest) -> bool:
    return any("pre" in request.headers.get(name, "").lower() for name in PREFETCHES)
