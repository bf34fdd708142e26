"""Cleaned articles on their way to extraction, kept on disk so that a rebuild of any size fits into memory."""

from __future__ import annotations

import pickle
import tempfile
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from policygraph.archive import PageWork
from policygraph.records import Article


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article and the page that it was read from, without the page's body."""

    work: PageWork
    article: Article


class Spool:
    """Articles by the key of their page, in a temporary file of this process."""

    def __init__(self) -> None:
        """Begin with none."""
        self._file = tempfile.TemporaryFile(prefix="policygraph-")  # noqa: SIM115 - closed with the spool
        self._places: dict[str, int] = {}

    def put(self, work: PageWork, article: Article) -> None:
        """Keep an article; the body of its page is let go."""
        place = self._file.seek(0, 2)
        pickle.dump(Cleaned(replace(work, page=replace(work.page, body=b"")), article), self._file)
        self._places[work.key] = place

    def holds(self, key: str) -> bool:
        """Whether the article of a page was cleaned in this run."""
        return key in self._places

    def get(self, key: str) -> Cleaned | None:
        """The article of a page; None where it was not cleaned in this run."""
        if key not in self._places:
            return None
        self._file.seek(self._places[key])
        found = pickle.load(self._file)  # noqa: S301 - our own file, which no other process can name
        return found if isinstance(found, Cleaned) else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
