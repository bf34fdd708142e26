"""Watch lists in the archive, the same for every database that it can be kept in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa
from fakes.archives import NOW

from policygraph.archive import Archive, Watch, WatchItem, tables

WATCH = Watch("a" * 32, "ada", "Courts", "/events?type=Lawsuit", NOW, NOW)
LATER = NOW + timedelta(hours=1)


def test_watch_lists_are_stored_changed_and_dropped(archive: Archive) -> None:
    archive.save_watch(WATCH)
    archive.save_watch(replace(WATCH, id="b" * 32, owner="grace", name="banks"))
    archive.save_watch(replace(WATCH, name="Rulings", webhook="https://x.example/hook", secret="whsec_x"))
    assert [watch.name for watch in archive.watches()] == ["banks", "Rulings"]
    assert archive.watches("ada") == (
        replace(WATCH, name="Rulings", webhook="https://x.example/hook", secret="whsec_x"),
    )
    assert archive.watch("c" * 32) is None
    archive.note_items(WATCH.id, [WatchItem("urn:a", "urn:a", NOW)])
    archive.drop_watch(WATCH.id)
    assert archive.watch(WATCH.id) is None
    assert archive.known_items(WATCH.id) == frozenset()


def test_what_was_met_before_stays_as_it_was(archive: Archive) -> None:
    archive.save_watch(WATCH)
    archive.note_items(WATCH.id, [WatchItem("urn:a", "urn:a", NOW)])
    archive.note_items(
        WATCH.id, [WatchItem("urn:a", "urn:x", LATER, fresh=True), WatchItem("urn:b", "urn:b", LATER, True)]
    )
    assert archive.known_items(WATCH.id) == {"urn:a", "urn:b"}
    assert archive.fresh_items(WATCH.id) == (WatchItem("urn:b", "urn:b", LATER, fresh=True),)
    assert archive.fresh_items(WATCH.id, since=LATER) == ()


def test_what_was_told_is_not_told_again(archive: Archive) -> None:
    archive.save_watch(WATCH)
    archive.note_items(WATCH.id, [WatchItem(f"urn:{n}", "urn:s", NOW, fresh=True) for n in range(3)])
    assert archive.begin_sending(WATCH.id, NOW)
    assert not archive.begin_sending(WATCH.id, NOW)
    archive.end_sending(WATCH.id, ["urn:0", "urn:2"], at=LATER, problem="")
    assert [item.item for item in archive.fresh_items(WATCH.id, unalerted=True)] == ["urn:1"]
    assert archive.begin_sending(WATCH.id, LATER)
    archive.end_sending(WATCH.id, [], at=None, problem="HTTP 500")
    held = archive.watch(WATCH.id)
    assert held is not None
    assert (held.alerted_at, held.problem) == (LATER, "HTTP 500")


def test_a_sender_that_died_does_not_block_for_ever(archive: Archive) -> None:
    archive.save_watch(WATCH)
    assert archive.begin_sending(WATCH.id, NOW)
    assert archive.begin_sending(WATCH.id, NOW + timedelta(hours=2))


def test_changing_a_watch_list_does_not_free_its_sender(archive: Archive) -> None:
    archive.save_watch(WATCH)
    assert archive.begin_sending(WATCH.id, NOW)
    archive.save_watch(replace(WATCH, name="x"))
    assert not archive.begin_sending(WATCH.id, NOW)


def test_an_archive_without_watch_lists_is_given_room_for_them(url: str, archive: Archive) -> None:
    with archive._write() as connection:
        for table in (tables.watch_items, tables.watches):
            table.drop(connection)
        connection.execute(sa.update(tables.schema).values(version=2))
    with Archive(url) as opened:
        opened.save_watch(WATCH)
        assert opened.watches() == (WATCH,)
