"""How often somebody may do something that costs others."""

from secrets import randbelow

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
    mine = not key or take_turn_of(key, action=action, times=times, seconds=seconds)
    return mine and _take(action, f"address {address}", times, seconds)


def take_turn_of(key: str, *, action: str, times: int, seconds: int = HOUR) -> bool:
    """The same for ``key`` alone, wherever the request comes from."""
    return _take(action, f"key {key}", times, seconds)


def _take(action: str, who: str, times: int, seconds: int) -> bool:
    """Begins anywhere, so that a limit of hundreds is not counted up from one each time."""
    counter = f"{action}:{salted_hmac('accounts.limits', who).hexdigest()}"
    first = randbelow(times)
    return any(cache.add(f"{counter}:{(first + turn) % times}", 1, seconds) for turn in range(times))
