"""Near-duplicates: which articles repeat another (syndicated copies, reposts, a version in the other script).

Texts are compared as sets of shingles: three words of English, five characters of Chinese folded to simplified, so
that a converted copy matches. MinHash with locality-sensitive hashing proposes candidates (Broder 1997; Leskovec,
Rajaraman, Ullman, *Mining of Massive Datasets*, ch. 3); the exact overlap of the sets decides. Distinct stories on one
event share names and figures but hardly a shingle in twenty.
"""

from __future__ import annotations

import hashlib
import re
import struct
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

WORDS = 3  # in a shingle of English
CHARACTERS = 5  # in a shingle of Chinese; a Latin word or number counts as one
PERMUTATIONS = 128
BAND_ROWS = 2  # 64 bands of 2: a pair with Jaccard 0.25 becomes a candidate in 98 of 100 cases
SEED = 20250905
MIN_JACCARD = 0.5  # the two texts are mostly the same
SURE_JACCARD = 0.75  # from here on names and numbers are not looked at
MIN_CONTAINMENT = 0.8  # the later text is nearly all in the earlier one (a cut copy)
MIN_SHINGLES = 80  # a shorter text (a headline, a teaser, a form notice) must be in the earlier one all but whole
MIN_SHORT_CONTAINMENT = 0.95
MAX_NEW_ANCHORS = 0.5  # of the later text's names and numbers; with more new ones it is another case of one form
MAX_TEXT = 400_000  # code points that are compared

_VERSION = 1
# Numbers, and words with a capital that do not begin a sentence; of a Chinese text its Latin words.
_ANCHOR = re.compile(r"\d[\d.,]*\d|\d|(?<=[\w,;'’-] )[A-Z][\w&-]+|(?<=[\u3400-\u9fff])[A-Za-z][\w&-]+")
_TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+")


class Signature:
    """The shingles and the anchors of one text as sorted 32-bit hashes; ``from_bytes`` reads what ``to_bytes`` wrote.

    Anchors are numbers and names: what differs between two notices made from one template.
    """

    def __init__(self, hashes: Iterable[int], anchors: Iterable[int] = ()) -> None:
        """Keep the distinct hashes."""
        self.hashes = array("I", sorted(set(hashes)))
        self.anchors = frozenset(anchors)

    def to_bytes(self) -> bytes:
        """The same bytes on every machine: version, number of shingles, then little-endian unsigned 32-bit integers."""
        anchors = sorted(self.anchors)
        numbers = (len(self.hashes), *self.hashes, *anchors)
        return struct.pack(f"<B{len(numbers)}I", _VERSION, *numbers)

    @classmethod
    def from_bytes(cls, data: bytes) -> Signature:
        """Read what ``to_bytes`` wrote; raises ValueError for anything else."""
        if len(data) % 4 != 1 or len(data) < 5 or data[0] != _VERSION:
            raise ValueError("these bytes are no signature of this version; run `policygraph rebuild`")
        count, *numbers = struct.unpack(f"<{len(data) // 4}I", data[1:])
        return cls(numbers[:count], numbers[count:])

    @cached_property
    def shingles(self) -> frozenset[int]:
        """The hashes as a set."""
        return frozenset(self.hashes)

    @cached_property
    def bands(self) -> tuple[tuple[int, ...], ...]:
        """Keys of which two similar texts share at least one."""
        from rensa import RMinHash

        rows = RMinHash.digest_matrix_from_token_hash_sets([list(self.hashes)], PERMUTATIONS, SEED)
        digest = rows.to_rows()[0]
        return tuple((i, *digest[i : i + BAND_ROWS]) for i in range(0, PERMUTATIONS, BAND_ROWS))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Signature) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def __repr__(self) -> str:
        return f"Signature({len(self.hashes)} shingles)"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article as it is compared with others."""

    id: str
    published: date | None
    signature: Signature

    @property
    def rank(self) -> tuple[date, str]:
        """Smaller is earlier; an article without a date comes after all that have one."""
        return (self.published or date.max, self.id)


def signature(text: str, lang: str) -> Signature:
    """What is compared of a text.

    Args:
        text: the clean text, without its title (copies change the headline).
        lang: ``en``, ``zh-Hans`` or ``zh-Hant``.
    """
    chinese = lang.startswith("zh")
    folded = unicodedata.normalize("NFKC", text[:MAX_TEXT]).casefold()
    tokens = _TOKEN.findall(_to_simplified().convert(folded) if chinese else folded)
    width = CHARACTERS if chinese else WORDS
    spans = range(max(1, len(tokens) - width + 1)) if tokens else ()
    shingles = (_hash(" ".join(tokens[i : i + width])) for i in spans)
    return Signature(shingles, map(_hash, _ANCHOR.findall(unicodedata.normalize("NFKC", text[:MAX_TEXT]))))


def repeats(later: Signature, earlier: Signature) -> bool:
    """Whether the later text says nearly nothing that the earlier one does not say in the same words."""
    shared = len(later.shingles & earlier.shingles)
    jaccard = shared / max(1, len(later.shingles | earlier.shingles))
    new_anchors = len(later.anchors - earlier.anchors)
    if len(later.shingles) < MIN_SHINGLES:
        return not new_anchors and 0 < MIN_SHORT_CONTAINMENT * len(later.shingles) <= shared
    if jaccard < SURE_JACCARD and new_anchors > MAX_NEW_ANCHORS * len(later.anchors):
        return False
    return jaccard >= MIN_JACCARD or shared >= MIN_CONTAINMENT * len(later.shingles)


def originals(candidates: Iterable[Candidate]) -> dict[str, str]:
    """Which article each near-duplicate copies: id of the copy to id of the original.

    A function of the set of candidates: the order in which they come does not matter. Earliest first, each article
    either repeats an original before it (the earliest such) or is an original itself, so no original is a copy.
    """
    index = CopyIndex()
    for candidate in candidates:
        index.add(candidate)
    return index.copies()


class CopyIndex:
    """Articles seen so far, so that a new one is compared with its candidates only."""

    def __init__(self) -> None:
        """Start empty."""
        self._articles: dict[str, Candidate] = {}
        self._buckets: defaultdict[tuple[int, ...], set[str]] = defaultdict(set)
        self._matches: defaultdict[str, set[str]] = defaultdict(set)  # either repeats the other; symmetric
        self._copy_of: dict[str, str] = {}

    def add(self, candidate: Candidate) -> dict[str, str]:
        """Take in one article, or its new version.

        Returns:
            The articles whose original changed by it: id to id of the original, empty for one that is an original
            now. The new article is among them.
        """
        touched = self.remove(candidate.id) if candidate.id in self._articles else {}
        self._articles[candidate.id] = candidate
        for other in sorted(self._neighbours(candidate)):
            self._matches[candidate.id].add(other)
            self._matches[other].add(candidate.id)
        if len(candidate.signature.hashes):
            for band in candidate.signature.bands:
                self._buckets[band].add(candidate.id)
        changed = touched | self._settle({candidate.id} | set(touched))
        return changed | {candidate.id: self._copy_of.get(candidate.id, "")}

    def remove(self, identifier: str) -> dict[str, str]:
        """Forget one article; returns the others whose original changed by it, as ``add`` does."""
        gone = self._articles.pop(identifier)
        for band in gone.signature.bands if len(gone.signature.hashes) else ():
            self._buckets[band].discard(identifier)
        others = self._matches.pop(identifier, set())
        for other in others:
            self._matches[other].discard(identifier)
        self._copy_of.pop(identifier, None)
        return self._settle(others)

    def copies(self) -> dict[str, str]:
        """Every copy with its original, sorted by id."""
        return dict(sorted(self._copy_of.items()))

    def _neighbours(self, candidate: Candidate) -> set[str]:
        if not len(candidate.signature.hashes):
            return set()
        near = set().union(*(self._buckets.get(band, ()) for band in candidate.signature.bands)) - {candidate.id}
        return {other for other in near if self._match(candidate, self._articles[other])}

    @staticmethod
    def _match(one: Candidate, other: Candidate) -> bool:
        earlier, later = sorted((one, other), key=lambda candidate: candidate.rank)
        return repeats(later.signature, earlier.signature)

    def _settle(self, start: set[str]) -> dict[str, str]:
        """Decide anew for all that hang together with ``start``; returns what changed."""
        component = self._reachable(start)
        before = {identifier: self._copy_of.pop(identifier, "") for identifier in component}
        for identifier in sorted(component, key=lambda each: self._articles[each].rank):
            rank = self._articles[identifier].rank
            earlier = [
                other
                for other in self._matches[identifier]
                if other not in self._copy_of and self._articles[other].rank < rank
            ]
            if earlier:
                self._copy_of[identifier] = min(earlier, key=lambda each: self._articles[each].rank)
        after = {identifier: self._copy_of.get(identifier, "") for identifier in sorted(component)}
        return {identifier: original for identifier, original in after.items() if original != before[identifier]}

    def _reachable(self, start: set[str]) -> set[str]:
        component, waiting = set(start), list(start)
        while waiting:
            fresh = self._matches[waiting.pop()] - component
            component |= fresh
            waiting.extend(fresh)
        return component


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode("utf-8", "replace"), digest_size=4).digest(), "big")


@lru_cache(maxsize=1)
def _to_simplified():  # type: ignore[no-untyped-def]  # opencc ships no types
    import opencc

    return opencc.OpenCC("t2s")
