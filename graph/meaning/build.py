"""Write the vectors of a listing's articles and events."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from graph.listing import listing_of
from graph.meaning.encoder import NAME, WIDTH, encode, prepare
from policygraph.batches import batches

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = "meaning"
VECTORS, SIGNS, SENTENCES = "vectors.int8", "signs.bits", "sentences.sqlite"
_BATCH = 256
_SCHEMA = """
CREATE TABLE sentence (row INTEGER PRIMARY KEY, digest BLOB NOT NULL);
CREATE TABLE said (row INTEGER NOT NULL, kind TEXT NOT NULL, iri TEXT NOT NULL, PRIMARY KEY (row, kind, iri))
    WITHOUT ROWID;
CREATE TABLE about (model TEXT NOT NULL);
"""
_TEXTS = """
SELECT 'article' AS kind, iri, title || CASE WHEN title = '' THEN '' ELSE '. ' END || lead AS text FROM article
UNION ALL SELECT DISTINCT 'event', event, evidence FROM report"""


def meaning_of(snapshot: Path) -> Path:
    """Where the vectors of a snapshot lie, beside its store."""
    return snapshot / FOLDER


def build_meaning(snapshot: Path, before: Path | None = None) -> int:
    """Write the vectors of a snapshot that has its listing.

    Args:
        snapshot: its folder.
        before: the folder of an older snapshot, from which the vectors of sentences that stayed are taken.

    Returns:
        How many sentences were encoded now.
    """
    folder = meaning_of(snapshot)
    unfinished = folder.with_suffix(f".{os.getpid()}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    known = _Known(meaning_of(before) if before else None)
    with closing(sqlite3.connect(listing_of(snapshot))) as listing:
        encoded = _write(unfinished, listing.execute(_TEXTS), known)
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)
    return encoded


def _write(folder: Path, texts: Iterable[tuple[str, str, str]], known: _Known) -> int:
    rows: dict[bytes, int] = {}
    encoded = 0
    database = sqlite3.connect(folder / SENTENCES)
    with (
        closing(database),
        (folder / VECTORS).open("wb") as vectors,
        (folder / SIGNS).open("wb") as signs,
    ):
        database.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
        for batch in batches((row for row in texts if row[2].strip()), _BATCH):
            fresh: dict[bytes, str] = {}
            said = []
            for kind, iri, text in batch:
                key = digest_of(text)
                if key not in rows:
                    rows[key] = len(rows)
                    fresh[key] = text
                said.append((rows[key], kind, iri))
            database.executemany("INSERT OR IGNORE INTO said VALUES (?, ?, ?)", said)
            database.executemany("INSERT INTO sentence VALUES (?, ?)", ((rows[key], key) for key in fresh))
            encoded += _append(fresh, known, vectors, signs)
        database.execute("INSERT INTO about VALUES (?)", (NAME,))
        database.commit()
    return encoded


def _append(fresh: dict[bytes, str], known: _Known, vectors: BinaryIO, signs: BinaryIO) -> int:
    """Write the vectors of new rows; gives how many had to be encoded."""
    import numpy as np

    unknown = [key for key in fresh if key not in known]
    made = dict(zip(unknown, quantised(encode([fresh[key] for key in unknown])) if unknown else (), strict=True))
    if fresh:
        rows = np.stack([made[key] if key in made else known[key] for key in fresh])
        vectors.write(rows.tobytes())
        signs.write(signs_of(rows).tobytes())
    return len(unknown)


def quantised(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Vectors with each number in a byte; only their directions matter, so each is stretched to use the whole range."""
    import numpy as np

    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-9)
    narrow: NDArray[np.int8] = np.rint(vectors * (127.0 / largest)).astype(np.int8)
    return narrow


def signs_of(vectors: NDArray[np.int8]) -> NDArray[np.uint8]:
    """One bit for each number of a vector: whether it is positive."""
    import numpy as np

    return np.packbits(vectors > 0, axis=1)


def digest_of(text: str) -> bytes:
    """What tells two texts apart as far as their vectors go."""
    return blake2b(prepare(text).encode(), digest_size=16).digest()


class _Known:
    """The vectors of an older snapshot by the digests of their sentences; none where there is no such snapshot."""

    def __init__(self, folder: Path | None) -> None:
        import numpy as np

        self._rows: dict[bytes, int] = {}
        self._vectors: NDArray[np.int8] = np.empty((0, WIDTH), np.int8)
        if folder is not None and is_usable(folder) and (folder / VECTORS).stat().st_size:
            with closing(sqlite3.connect(folder / SENTENCES)) as database:
                self._rows = dict(database.execute("SELECT digest, row FROM sentence"))
            self._vectors = np.memmap(folder / VECTORS, np.int8, "r").reshape(-1, WIDTH)

    def __contains__(self, key: bytes) -> bool:
        return key in self._rows

    def __getitem__(self, key: bytes) -> NDArray[np.int8]:
        row: NDArray[np.int8] = self._vectors[self._rows[key]]
        return row


def is_usable(folder: Path) -> bool:
    """Whether there are vectors, made by the encoder in use."""
    if not (folder / SENTENCES).is_file():
        return False
    with closing(sqlite3.connect(f"{(folder / SENTENCES).absolute().as_uri()}?mode=ro", uri=True)) as database:
        try:
            return bool(database.execute("SELECT model FROM about").fetchone() == (NAME,))
        except sqlite3.DatabaseError:
            return False
