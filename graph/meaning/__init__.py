"""Search by meaning, across languages: a vector for each article and each sentence that an event was read from.

The vectors lie beside a snapshot and are published with it. Text in one language finds text in another, with no word
in common; what is found by words alone is the business of ``graph.listing``.
"""

from __future__ import annotations

from graph.meaning.build import build_meaning, meaning_of
from graph.meaning.search import Meaning, Near

__all__ = ["Meaning", "Near", "build_meaning", "meaning_of"]
