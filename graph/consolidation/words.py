"""The words of an article and how much each tells, by how rare it is in the language.

How rare a word is was counted once (``data/word-frequency``), not among the articles at hand, so that what an article
is like does not change when others come or go.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from policygraph.errors import DataFileError
from policygraph.identifiers import fold_name
from policygraph.resources import data_dir

NAME_WEIGHT = 3  # a word with a capital counts as so many
COMMON = 0.01  # the share of texts that a word stands in from which on it leads to no like article by itself
KEPT = 80  # words of an article that are compared, by weight; the others weigh little

_WORD = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of so many documents a word stands; at least one, also of a word that is not listed."""

    documents: int
    of: Mapping[str, int]

    def rarity(self, word: str) -> float:
        """The inverse document frequency."""
        return math.log((self.documents + 1) / self.of.get(word, 1))


def vector(text: str, lang: str) -> dict[str, float]:
    """The weights of the words of a text that tell most, the heaviest first; the whole text's have length one.

    Args:
        text: title and lead.
        lang: BCP 47; only its first part counts.
    """
    language = lang.partition("-")[0]
    rarity = frequencies(language if language in ("en", "zh") else "en").rarity
    weights = {word: (1 + math.log(count)) * rarity(word) for word, count in _counted(text, language).items()}
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    heaviest = sorted(weights, key=lambda word: (-round(weights[word], 6), word))[:KEPT]
    return {word: round(weights[word] / length, 4) for word in heaviest if weights[word] > 0}


def telling(words: Vector, lang: str, most: int) -> list[str]:
    """The words of a vector that lead to like articles: the heaviest of those that are not common, so many at most.

    A common word that an article repeats is heavy, but stands in all others too: it would lead to each of them. A
    number by itself says as little.
    """
    language = lang.partition("-")[0]
    rarity = frequencies(language if language in ("en", "zh") else "en").rarity
    rare = -math.log(COMMON)
    return [word for word in words if rarity(word) >= rare and not word.isdigit()][:most]


def cosine(first: Vector, second: Vector) -> float:
    """How alike two vectors are; rounded, so that the last bit of no machine decides."""
    return round(math.fsum(first[word] * second[word] for word in first.keys() & second.keys()), 4)


@lru_cache(maxsize=4)
def frequencies(language: str) -> Frequencies:
    """What was counted for a language.

    Raises:
        DataFileError: a line is not understood.
    """
    path = data_dir() / "word-frequency" / f"{language}.txt"
    documents, found = 0, {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("# documents "):
            documents = int(line.removeprefix("# documents "))
        elif not line.startswith("#"):
            count, _, word = line.partition(" ")
            if not (count.isdigit() and word):
                raise DataFileError(path, number, f"{line!r} is not understood", "Write a number, a space, a word.")
            found[word] = int(count)
    return Frequencies(documents, found)


def _counted(text: str, language: str) -> Counter[str]:
    if language == "zh":
        runs = _HAN.findall(fold_name(text))
        return Counter(run[i : i + 2] for run in runs for i in range(len(run) - 1))
    found: Counter[str] = Counter()
    for word in _WORD.findall(text):
        found[word.casefold()] += NAME_WEIGHT if word[0].isupper() else 1
    return found
