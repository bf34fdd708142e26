"""Articles in, extractions out: each by the reader of its language, in order, on one process or several."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from importlib import import_module, metadata
from itertools import islice
from multiprocessing import get_context
from typing import Protocol, cast

from extractors.extraction import assemble
from extractors.reading import Reader
from policygraph.errors import PolicygraphError
from policygraph.records import Article, Extraction
from policygraph.settings import settings

BATCH = 32  # articles that a reader gets at once; order is kept within and across batches
SHARE = 8  # articles that a process gets at once: what the last ones take, the others wait for
_AHEAD = 6  # batches under way for each process, so that none waits while an earlier one takes long


class VersionedReader(Reader, Protocol):
    """A reader that can say what it is made of."""

    @property
    def versions(self) -> dict[str, str]:
        """Frames, gazetteer and model with their versions."""
        ...


_READERS = {"en": ("extractors.english.reader", "EnglishReader"), "zh": ("extractors.chinese.reader", "ChineseReader")}


def reader(lang: str) -> VersionedReader:
    """The reader of a language; its model loads once a process.

    Raises:
        PolicygraphError: there is no reader for the language.
    """
    return _load(lang.partition("-")[0])


@lru_cache(maxsize=4)
def _load(family: str) -> VersionedReader:
    if family not in _READERS:
        raise PolicygraphError(f"no reader for the language {family!r}; there are {', '.join(sorted(_READERS))}")
    module, name = _READERS[family]
    try:
        made = getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        raise PolicygraphError(f"the reader for {family!r} cannot be loaded: {error}; run `make setup`") from error
    model = settings().zh_model if family == "zh" else settings().en_model
    loaded = cast(VersionedReader, made(model))
    gc.collect()
    gc.freeze()  # it stays as long as the process does: nothing to look through each time that memory is tidied up
    return loaded


def extract(articles: Iterable[Article], workers: int = 1) -> Iterator[Extraction]:
    """Read articles.

    Args:
        articles: of any languages mixed; taken in batches, so a stream of any length will do.
        workers: processes; each loads the models that it needs once.

    Yields:
        One extraction for each article, in the same order; an empty one for an article that cannot be read.
    """
    if workers > 1:
        yield from _extract_on_processes(_batches(articles, SHARE), workers)
        return
    for batch in _batches(articles, BATCH):
        yield from extract_batch(batch)


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    source = iter(articles)
    while batch := list(islice(source, size)):
        yield batch


def _extract_on_processes(batches: Iterator[list[Article]], workers: int) -> Iterator[Extraction]:
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[Extraction]]] = deque(
            pool.submit(extract_batch, batch) for batch in islice(batches, _AHEAD * workers)
        )
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(extract_batch, batch) for batch in islice(batches, 1))
            yield from done


def extract_batch(articles: list[Article]) -> list[Extraction]:
    """Read one batch of articles in this process, in order."""
    families = sorted({article.lang.partition("-")[0] for article in articles})
    found: dict[int, Extraction] = {}
    for family in families:
        places = [i for i, article in enumerate(articles) if article.lang.partition("-")[0] == family]
        source = _load(family)
        versions = source.versions | {"pipeline": metadata.version("policygraph")}
        readings = source.read(articles[i] for i in places)
        found |= {i: assemble(reading, versions) for i, reading in zip(places, readings, strict=True)}
    return [found[i] for i in range(len(articles))]
