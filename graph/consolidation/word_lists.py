"""The lists that consolidation reads, checked together."""

from __future__ import annotations

from decimal import Decimal

from graph.consolidation.criteria import read_criterion
from graph.consolidation.currencies import in_euros
from graph.consolidation.organs import organ
from graph.consolidation.words import frequencies


def check_word_lists() -> None:
    """Read each list: phrases of ownership, governments, exchange rates, how rare words are.

    Raises:
        DataFileError: one is not understood; it says which, where and what to write.
    """
    read_criterion("China")
    organ("Place", "China", "CN")
    in_euros(Decimal(1), "USD", 2025)
    for language in ("en", "zh"):
        frequencies(language)
