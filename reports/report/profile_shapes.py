"""What radar and bars draw: a value on each axis."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """One domain on the charts; values run from 1 to K and are None without a level. `target` is one level
    up for a picked gap.
    """

    name: str
    claimed: float | None
    evidenced: float | None
    target: float | None
    claimed_label: str
    evidenced_label: str
    target_label: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What radar and claimed-against-evidenced bars draw. `levels` are the names of the levels 1…K.

    `*_name` are the words of the legend; `takeaway` and `claims_takeaway` are the sentences above the two
    charts.
    """

    title: str
    takeaway: str
    claims_title: str
    claims_takeaway: str
    top: int
    levels: tuple[str, ...]
    axes: tuple[Axis, ...]
    claimed_name: str
    evidenced_name: str
    target_name: str
