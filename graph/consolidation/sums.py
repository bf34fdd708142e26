"""Whether two sums are one: rounded, bounded, or told in two currencies."""

from __future__ import annotations

from decimal import Decimal

from graph.consolidation.currencies import in_euros
from graph.consolidation.reports import EventReport, Sum

SAME = Decimal("0.01")  # two sums that differ by less than 1% are one
ROUNDED = Decimal("0.03")  # by so much one may be the other rounded ("6bn" for 6.07bn)
CONVERTED = Decimal("0.05")  # what rates of a year's average and rounding make of one sum in two currencies
UNLIKE = Decimal("0.3")  # from which on no rate makes two sums one
_LATEST = 9999


def same_sum(first: Sum, second: Sum) -> bool:
    """Whether two sums in one currency can be one, rounded or bounded."""
    if _apart(first.value, second.value) <= SAME or _is_rounded(first.value, second.value):
        return True
    return (_is_range(first) and _within(second.value, first)) or (_is_range(second) and _within(first.value, second))


def compare_sums(first: Sum, second: Sum, year: int) -> bool | None:
    """Whether two sums can be one, of two currencies by the rates of a year; nothing where that cannot be told."""
    if first.currency == second.currency:
        return same_sum(first, second)
    ours, theirs = (in_euros(each.value, each.currency, year) for each in (first, second))
    if ours is None or theirs is None:
        return None
    apart = _apart(ours, theirs)
    if apart <= CONVERTED:
        return True
    return False if apart > UNLIKE else None


def year_of_sums(*reports: EventReport) -> int:
    """The year by whose rates the sums of reports of one event compare: when it was, else when it was told."""
    days = [report.when.earliest for report in reports if report.when]
    days = days or [report.published for report in reports if report.published]
    return min(days).year if days else _LATEST


def _apart(ours: Decimal, theirs: Decimal) -> Decimal:
    most = max(abs(ours), abs(theirs))
    return abs(ours - theirs) / most if most else Decimal(0)


def _is_rounded(ours: Decimal, theirs: Decimal) -> bool:
    """Whether the one with fewer digits is the other, rounded to as many."""
    if _apart(ours, theirs) > ROUNDED:
        return False
    rough, exact = sorted((ours.normalize(), theirs.normalize()), key=lambda value: len(value.as_tuple().digits))
    return round(exact.scaleb(-exact.adjusted()), len(rough.as_tuple().digits) - 1) == rough.scaleb(-rough.adjusted())


def _is_range(amount: Sum) -> bool:
    return amount.minimum is not None and amount.maximum is not None and amount.minimum < amount.maximum


def _within(value: Decimal, bounds: Sum) -> bool:
    return (bounds.minimum or value) <= value <= (bounds.maximum or value)
