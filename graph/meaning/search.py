"""Find what lies near a text.

Two steps, so that a hundred thousand articles take milliseconds on one core: the signs of the numbers (64 bytes a
sentence, held in memory) give the few hundred that differ least from what is asked for, and their whole vectors, read
from the file, decide. Known as binary quantisation with rescoring.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.meaning.build import SENTENCES, SIGNS, VECTORS, is_usable, quantised, signs_of
from graph.meaning.encoder import WIDTH, encode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LOOKED_AT = 600  # sentences whose whole vectors are compared
LEAST = 0.25  # cosine below which two sentences have little to do with each other


@dataclass(frozen=True, slots=True)
class Near:
    """Something that says nearly what was asked for."""

    kind: str  # "event" or "article"
    iri: str
    likeness: float  # cosine, 1 for the same


class Meaning:
    """The vectors of one snapshot. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open the vectors in a folder; see ``meaning_of``."""
        import numpy as np

        self._folder = folder
        self._signs: NDArray[np.uint64] = np.fromfile(folder / SIGNS, np.uint64).reshape(-1, WIDTH // 64)
        empty = not len(self._signs)
        self._vectors: NDArray[np.int8] = (
            np.empty((0, WIDTH), np.int8) if empty else np.memmap(folder / VECTORS, np.int8, "r").reshape(-1, WIDTH)
        )

    @classmethod
    def of(cls, folder: Path) -> Meaning | None:
        """The vectors in a folder; None where there are none that can be used."""
        return cls(folder) if is_usable(folder) else None

    def __len__(self) -> int:
        """How many sentences there are."""
        return len(self._signs)

    def nearest(self, text: str, count: int = 20, least: float = LEAST) -> tuple[Near, ...]:
        """What lies nearest to a text in any language, the nearest first.

        Args:
            text: what is looked for.
            count: at most so many.
            least: how like it must be.
        """
        if not len(self) or not text.strip():
            return ()
        rows, likeness = self._rows(encode([text]))
        found: dict[tuple[str, str], float] = {}
        with closing(
            sqlite3.connect(f"{(self._folder / SENTENCES).absolute().as_uri()}?mode=ro", uri=True)
        ) as database:
            for row, like in zip(rows, likeness, strict=True):
                if like < least or len(found) >= count:
                    break
                for kind, iri in database.execute("SELECT kind, iri FROM said WHERE row = ?", (int(row),)):
                    found.setdefault((kind, iri), round(float(like), 3))
        return tuple(Near(kind, iri, like) for (kind, iri), like in found.items())[:count]

    def _rows(self, vector: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The nearest rows and their likeness, the nearest first."""
        import numpy as np

        signs = signs_of(quantised(vector)).view(np.uint64)
        differing = np.bitwise_count(self._signs ^ signs).sum(axis=1, dtype=np.uint16)
        few = min(_LOOKED_AT, len(differing))
        rows = np.argpartition(differing, few - 1)[:few]
        vectors = self._vectors[np.sort(rows)].astype(np.float32)
        likeness = (vectors @ vector[0]) / np.maximum(np.linalg.norm(vectors, axis=1), 1e-9)
        order = np.argsort(-likeness, kind="stable")
        return np.sort(rows)[order], likeness[order]
