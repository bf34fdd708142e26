"""Parameters of an address as numbers, dates and pages; what cannot be read is as if it were not given."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from explorer.addresses import entity_iri
from explorer.lists.conditions import Slice
from explorer.visits import moment_of
from graph.listing import SHOWN_FROM

PAGE_SIZE = 50
_LAST_PAGE = 100_000


class Given(Protocol):
    """Parameters, of a request or of an address that somebody keeps."""

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a parameter that are not empty."""
        ...

    def value(self, name: str) -> str:
        """One value of a parameter, without white space around; empty where it is not given."""
        ...


def part_of(ask: Given, name: str = "page", size: int = PAGE_SIZE) -> Slice:
    """Which part of a list is asked for, by the parameter of a name."""
    wanted = ask.value(name)
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
    return Slice(min(max(number, 1), _LAST_PAGE), size)


def day_of(ask: Given, name: str) -> str:
    """A date as ISO writes it, or an empty text; the 31st stands for the last day of any month."""
    value = ask.value(name)
    try:
        date.fromisoformat(value[:8] + "28" if value.endswith(("-29", "-30", "-31")) else value)
    except ValueError:
        return ""
    return value


def moment_given(ask: Given, name: str) -> str:
    """A point in time as ISO writes it, or an empty text."""
    value = ask.value(name).replace(" ", "+")  # what a plus becomes in an address that was written by hand
    return value if moment_of(value) else ""


def entity_of(ask: Given, name: str) -> str:
    """The IRI of an entity that is given by its key or its IRI; empty where none is."""
    value = ask.value(name)
    return entity_iri(value) if value and "/" not in value else value


def number_of(ask: Given, name: str) -> float | None:
    """A number that is not negative, or None."""
    try:
        value = float(ask.value(name))
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None


def confidence_of(ask: Given) -> float:
    """The least confidence of the events that are shown: as the address says (0 for any), else SHOWN_FROM."""
    wanted = number_of(ask, "confidence")
    return SHOWN_FROM if wanted is None else wanted


def order_of(ask: Given, orders: tuple[str, ...]) -> str:
    """One of the orders of a list; the first where none is asked for."""
    value = ask.value("order")
    return value if value in orders else orders[0]
