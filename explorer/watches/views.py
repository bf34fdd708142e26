"""The pages of watch lists: all that somebody follows, one of them, and the forms that change them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from explorer.actions import Done, Form
from explorer.addresses import Address
from explorer.pages import Ask, Page
from explorer.views.missing import missing
from explorer.watches.describing import Condition, conditions_of
from explorer.watches.matching import watched_address
from explorer.watches.noting import News, news, note
from explorer.watches.webhooks import checked_url, new_secret
from policygraph.archive import Archive, Watch
from policygraph.clock import now
from policygraph.errors import InputError

LONGEST_NAME = 120
MOST = 200  # watch lists of one person


@dataclass(frozen=True, slots=True)
class WatchRow:
    """One watch list in a list."""

    watch: Watch
    conditions: tuple[Condition, ...]
    new: int


@dataclass(frozen=True, slots=True)
class WatchesPage:
    """All that somebody follows."""

    watches: tuple[WatchRow, ...]
    follow: str = ""  # the address of a list that is to be followed
    conditions: tuple[Condition, ...] = ()  # of that list
    name: str = ""  # what it might be called


def watches_page(ask: Ask) -> Page:
    """All that the reader follows; with ``follow`` in the address, a form for one list more."""
    if not ask.person.may_write:
        return no_name(ask)
    archive, wanted = ask.services.archive(), ask.value("follow")
    mine = archive.watches(ask.person.name) if archive else ()
    rows = tuple(
        WatchRow(
            watch, conditions_of(ask, watched_address(watch.address)), news(archive, ask.data.listing, watch).count
        )
        for watch in mine
        if archive
    )
    if not wanted:
        return Page("watches.html", WatchesPage(rows))
    address = watched_address(wanted)
    conditions = conditions_of(ask, address)
    return Page("watches.html", WatchesPage(rows, str(address), conditions, _name(ask, address, conditions)))


def no_name(ask: Ask) -> Page:
    """What is shown to somebody without a name."""
    return Page("nobody.html", Nobody(ask.person.why_not), 401)


@dataclass(frozen=True, slots=True)
class Nobody:
    """Why something is not shown, or cannot be changed."""

    why_not: str


@dataclass(frozen=True, slots=True)
class WatchPage:
    """A watch list and what is new on it."""

    watch: Watch
    conditions: tuple[Condition, ...]
    news: News


def watch_page(ask: Ask) -> Page:
    """One of the reader's watch lists."""
    if not ask.person.may_write:
        return no_name(ask)
    archive = ask.services.archive()
    watch = _mine(ask, archive)
    if watch is None or archive is None:
        return missing("There is no such watch list of yours.")
    address = watched_address(watch.address)
    return Page("watch.html", WatchPage(watch, conditions_of(ask, address), news(archive, ask.data.listing, watch)))


def _mine(ask: Ask, archive: Archive | None) -> Watch | None:
    found = archive.watch(ask.path["id"]) if archive else None
    return found if found is not None and found.owner == ask.person.name else None


def follow(ask: Ask, form: Form) -> Done | Page:
    """Follow a list from now on: what is on it already is not new."""
    archive, address, at = ask.services.keep(), watched_address(form.value("address")), now()
    if len(archive.watches(ask.person.name)) >= MOST:
        raise InputError(f"You follow {MOST} lists already; stop following one first.")
    webhook = form.value("webhook") and checked_url(form.value("webhook"))
    watch = Watch(
        id=secrets.token_hex(16),
        owner=ask.person.name,
        name=_plain(form.value("name")) or _name(ask, address, conditions_of(ask, address)),
        address=str(address),
        created_at=at,
        seen_at=at,
        webhook=webhook,
        secret=new_secret() if webhook else "",
    )
    archive.save_watch(watch)
    note(archive, ask.data.listing, watch, at, first=True)
    said = {"id": watch.id, "owner": watch.owner, "name": watch.name, "address": watch.address, "secret": watch.secret}
    return Done(f"/watches/{watch.id}", said)


def change(ask: Ask, form: Form) -> Done | Page:
    """Say that all was seen, give another name or webhook, or stop following."""
    archive = ask.services.keep()
    watch = _mine(ask, archive)
    if watch is None:
        return missing("There is no such watch list of yours.")
    wanted = form.value("do")
    if wanted == "drop":
        archive.drop_watch(watch.id)
        return Done("/watches", {"dropped": watch.id})
    note(archive, ask.data.listing, watch, now())  # under the webhook of until now
    if wanted == "seen":
        archive.save_watch(replace(watch, seen_at=now()))
    elif wanted == "change":
        archive.save_watch(_changed(watch, form))
    else:
        raise InputError("What is to be done with it: seen, change or drop?")
    return Done(f"/watches/{watch.id}", {"id": watch.id, "done": wanted})


def _changed(watch: Watch, form: Form) -> Watch:
    webhook = form.value("webhook") and checked_url(form.value("webhook"))
    secret = watch.secret or new_secret() if webhook else ""
    if form.value("renew"):
        secret = new_secret() if webhook else ""
    name = _plain(form.value("name")) or watch.name
    return replace(
        watch, name=name, webhook=webhook, secret=secret, problem="" if webhook != watch.webhook else watch.problem
    )


def _name(ask: Ask, address: Address, conditions: tuple[Condition, ...]) -> str:
    """What a list might be called: its conditions, or what it is a list of."""
    words = " · ".join(condition.value for condition in conditions)
    return (words or ask.language.text(address.path.strip("/").capitalize()))[:LONGEST_NAME]


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_NAME]
