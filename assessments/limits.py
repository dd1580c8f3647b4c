"""How often somebody may do something that costs others: see ``accounts.limits``."""

from accounts.limits import HOUR, take_turn

__all__ = ["HOUR", "take_turn"]
