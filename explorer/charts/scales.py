"""From values and days to places on a drawing."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_PERIOD = re.compile(r"(?P<year>\d{4})(?:-?Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


def day_number(period: str) -> int | None:
    """The day on which a period ends, as a number; None where it is no date.

    A year, quarter, half, month or day as EDTF or ISO write it.
    """
    found = _PERIOD.fullmatch(period.strip())
    if found is None:
        return None
    year, month = int(found["year"]), int(found["month"] or 12)
    if found["quarter"] or found["half"]:
        month = int(found["quarter"]) * 3 if found["quarter"] else int(found["half"]) * 6
    try:
        return date(year, month, int(found["day"])).toordinal() if found["day"] else _end_of_month(year, month)
    except ValueError:
        return None


def _end_of_month(year: int, month: int) -> int:
    return date(year, month, monthrange(year, month)[1]).toordinal()


def nice_steps(highest: float, count: int = 4) -> tuple[float, ...]:
    """Round values from nought to beyond the highest, about so many."""
    if highest < 1e-9:
        return (0.0, 1.0)
    size = 10.0 ** math.floor(math.log10(highest / count))
    step = next(factor * size for factor in (1, 2, 2.5, 5, 10) if factor * size * count >= highest)
    return tuple(place * step for place in range(math.ceil(highest / step) + 1))


def years_between(first: int, last: int) -> tuple[tuple[int, str], ...]:
    """The days on which the years begin between two days, no more than eight of them, each with its label."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    years = range(begin.year + (begin > date(begin.year, 1, 1)), end.year + 1)
    step = max(1, math.ceil(len(years) / 8))
    return tuple((date(year, 1, 1).toordinal(), str(year)) for year in years[::step])
