"""What a sum is worth in euros, near enough to see whether two sums in two currencies may be one."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from pydantic import RootModel

from policygraph.resources import data_dir
from policygraph.yaml_files import read_yaml

_EURO = "EUR"


class _Rates(RootModel[dict[str, dict[int, Decimal]]]):
    """By currency and year, what one euro cost."""


def in_euros(value: Decimal, currency: str, year: int) -> Decimal | None:
    """A sum in euros, by the average rate of a year, or of the nearest that is known.

    Args:
        value: how much.
        currency: ISO 4217.
        year: in which it was so much.

    Returns:
        The sum, or nothing where no rate of the currency is known (``data/exchange-rates.yml``).
    """
    if currency == _EURO:
        return value
    known = _rates(data_dir() / "exchange-rates.yml").get(currency)
    if not known:
        return None
    return value / known[min(known, key=lambda each: (abs(each - year), each))]


def about_euros(value: Decimal, currency: str, year: int) -> Decimal | None:
    """The same to three digits: a rate of a year's average tells no more."""
    worth = in_euros(value, currency, year)
    return None if worth is None else Decimal(f"{worth:.3g}")


@lru_cache(maxsize=2)
def _rates(path: Path) -> dict[str, dict[int, Decimal]]:
    return read_yaml(path, _Rates).root
