"""Links whose secret lets somebody in without an account, or into an organisation.

The secret is derived from a random key in the row and the site's own ``SECRET_KEY``: the database alone holds
none that works, and a new key makes every earlier link worthless.
"""

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.signing import Signer
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import patch_cache_control
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]


def token_of(salt: str, pk: UUID, key: str) -> str:
    """The secret of a link; ``salt`` names its kind, so that no link passes for one of another kind."""
    return Signer(salt=salt).signature(f"{pk}:{key}")


def has_token(salt: str, pk: UUID, key: str, token: str) -> bool:
    """Whether the token is the link's; takes as long either way."""
    return hmac.compare_digest(token_of(salt, pk, key).encode(), token.encode())


class NullOriginCsrfMiddleware(CsrfViewMiddleware):
    """The usual check of the CSRF token, for a page whose form sends ``Origin: null``.

    Browsers do so where the page's ``Referrer-Policy`` is ``no-referrer``.
    """

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        if request.META.get("HTTP_ORIGIN") == "null":
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        return super().process_view(request, callback, callback_args, callback_kwargs)


def secret_page(view: View) -> Callable[..., HttpResponseBase]:
    """For the page behind a secret link: GET changes nothing, its form posts to the same address.

    Nothing keeps the page, indexes it or tells its address on.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    checked = decorator_from_middleware(NullOriginCsrfMiddleware)(wrapped)
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(checked))
