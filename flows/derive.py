"""The last part of the line: what follows from all article graphs together, and its publication.

A mark in the home folder says what was last published. It goes before the store changes and comes back when
everything is published, so a run that is killed in between leaves none, and the next run derives anew.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.background import carry_background
from flows.loading import loaded_articles
from flows.workbench import Workbench, workbench
from graph.consolidate import consolidate as consolidate_store
from graph.consolidation.judgements import write_judgements
from graph.infer import infer as infer_store
from graph.listing import update_listing
from graph.meaning import build_meaning
from graph.snapshot import Snapshot, before
from graph.snapshot_copy import publish_copy
from graph.store import is_remote
from policygraph.identifiers import digest
from policygraph.settings import settings

_MARK = "published.json"


@dataclass(frozen=True, slots=True)
class Published:
    """What was last published, and from what. Not part of the graph."""

    inputs: str  # digest of everything that is derived from
    snapshot: str  # name of the folder; empty where readers ask the store itself


def forget_published() -> None:
    """Take the mark away; call it before the store changes."""
    (settings().home / _MARK).unlink(missing_ok=True)


def was_published() -> bool:
    """Whether the last run came to its end."""
    return (settings().home / _MARK).exists()


def derive_and_publish(bench: Workbench) -> Path | None:
    """Consolidate, infer and publish, where anything changed since that was last done.

    Returns:
        The current snapshot; nothing where readers ask the store itself.
    """
    inputs = _inputs(bench)
    last = _last_published()
    if last is not None and last.inputs == inputs:
        return _folder(last)
    forget_published()
    _derive(bench)
    return _publish(bench, inputs)


def _derive(bench: Workbench) -> tuple[str, str]:
    carry_background(bench.store)
    write_judgements(bench.store, bench.archive.judgements())
    return str(consolidate_store(bench.store)), str(infer_store(bench.store))


def consolidate() -> str:
    """Consolidate and publish by itself; returns what came of it, in a line."""
    with workbench() as bench:
        forget_published()
        write_judgements(bench.store, bench.archive.judgements())
        result = consolidate_store(bench.store)
        folder = _publish(bench, "")
    return f"{result}; published as {folder}"


def consolidate_and_infer() -> str:
    """Do both and publish, whether or not anything changed; returns what came of it, a line each."""
    with workbench() as bench:
        forget_published()
        results = _derive(bench)
        folder = _publish(bench, _inputs(bench))
    return "\n".join([*results, f"published as {folder}"])


def infer() -> str:
    """Infer and publish by itself; returns what came of it, in a line."""
    with workbench() as bench:
        forget_published()
        result = infer_store(bench.store)
        folder = _publish(bench, "")
    return f"{result}; published as {folder}"


def _inputs(bench: Workbench) -> str:
    judgements = [repr(judgement) for judgement in bench.archive.judgements()]
    return digest(settings().store, bench.version, str(len(loaded_articles(bench.store))), *judgements)


def _publish(bench: Workbench, inputs: str) -> Path | None:
    folder = bench.store.publish()
    if folder is None and is_remote(settings().store):
        folder = publish_copy(bench.store, settings().home)  # the explorer reads everything at once
    if folder is not None:
        _publish_beside(bench, folder)
    mark = settings().home / _MARK
    fresh = mark.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(Published(inputs, folder.name if folder else ""))), encoding="utf-8")
    fresh.replace(mark)
    return folder


def _publish_beside(bench: Workbench, folder: Path) -> None:
    """What the explorer reads beside the snapshot."""
    changes = bench.store.changes
    with Snapshot(folder) as snapshot:
        update_listing(snapshot, changes.changes() if changes else None)
    if changes:
        changes.begin(folder.name)
    build_meaning(folder, before(folder))


def _last_published() -> Published | None:
    """What the mark says, where it is there and its snapshot is the current one."""
    try:
        last = Published(**json.loads((settings().home / _MARK).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    folder = _folder(last)
    return last if folder is None or folder.is_dir() else None


def _folder(published: Published) -> Path | None:
    return settings().home / "snapshots" / published.snapshot if published.snapshot else None
