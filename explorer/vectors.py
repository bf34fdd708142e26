"""The vectors of a snapshot, opened when somebody first searches by meaning."""

from __future__ import annotations

import logging
import sqlite3
import threading
from pathlib import Path

from graph.meaning import Meaning, Near, build_meaning, meaning_of
from graph.snapshot import before


class Vectors:
    """What lies near a text in one snapshot. Safe to use from several threads."""

    def __init__(self, snapshot: Path) -> None:
        """Of a snapshot's folder; nothing is opened before it is needed."""
        self._snapshot = snapshot
        self._lock = threading.Lock()
        self._opened: Meaning | None = None
        self._preparing: threading.Thread | None = None

    def nearest(self, text: str, count: int) -> tuple[Near, ...]:
        """What lies nearest to a text; nothing while they are not ready."""
        opened = self._open()
        return () if opened is None else opened.nearest(text, count)

    def are_ready(self) -> bool:
        """Whether they can be asked; if the snapshot came without, they are being made from now on."""
        return self._open() is not None

    def _open(self) -> Meaning | None:
        with self._lock:
            if self._opened is None:
                self._opened = Meaning.of(meaning_of(self._snapshot))
            if self._opened is None and self._preparing is None:
                self._preparing = threading.Thread(target=self._prepare, name="vectors", daemon=True)
                self._preparing.start()
            return self._opened

    def _prepare(self) -> None:
        try:
            build_meaning(self._snapshot, before(self._snapshot))
        except (OSError, sqlite3.Error):  # removed meanwhile, or a folder that may not be written to
            logging.getLogger(__name__).warning("No vectors of %s could be made.", self._snapshot, exc_info=True)
