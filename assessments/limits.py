"""How often somebody may do something that costs others."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 3600  # seconds


def take_turn(request: HttpRequest, *, action: str, times: int, key: str = "", seconds: int = HOUR) -> bool:
    """True when neither ``key`` nor the visitor's network address used up its turns in the last ``seconds``.

    A turn is a cache entry that only one request can add, so parallel requests cannot share one.
    """
    address = get_adapter().get_client_ip(request)
    return all(
        _take(f"{action}:{salted_hmac('assessments.limits', who).hexdigest()}", times, seconds)
        for who in ([f"key {key}"] if key else []) + [f"address {address}"]
    )


def _take(counter: str, times: int, seconds: int) -> bool:
    return any(cache.add(f"{counter}:{turn}", 1, seconds) for turn in range(times))
