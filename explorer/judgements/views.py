"""The form by which something is judged, and the history of what was."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from explorer.actions import Done, Form
from explorer.addresses import own_path
from explorer.judgements.journal import Entry, entries, pending
from explorer.judgements.publishing import Publication
from explorer.judgements.resolving import check_subject, resolved_entity, resolved_event
from explorer.list_queries import judgements_query
from explorer.lists.conditions import Slice
from explorer.lists.records import EntityItem
from explorer.pages import Ask, Page
from explorer.views.exports import as_csv
from explorer.views.parameters import PAGE_SIZE, part_of
from policygraph.archive import Judgement
from policygraph.clock import now
from policygraph.errors import InputError
from policygraph.judging import KINDS, is_iri, make_judgement, replacement

_OWN = {"form_token", "other", "choice", "back"}


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """Which entity was meant by a name that several have, or none."""

    words: str
    entities: tuple[EntityItem, ...]
    phrase: bool  # whether the words themselves may stand there
    fields: tuple[tuple[str, str], ...]  # of the form that is sent again
    back: str


def judge(ask: Ask, form: Form) -> Done | Page:
    """Record what was decided, and go back to where that was done."""
    kind, verdict, back = form.value("kind"), form.value("verdict"), own_path(form.value("back"))
    other = form.value("choice") or form.value("other")
    if verdict != "none":
        check_subject(ask.data.listing, kind, form.value("subject"))
        resolved = _resolved(ask, form, kind, other)
        if resolved is None:
            return _choice(ask, form, other, back)
        other = resolved
    made = _made(ask, form, other)
    archive = ask.services.keep()
    for judgement in made:
        archive.judge(judgement)
    return Done(f"{back}#judgements", {"judgements": [_plain(judgement) for judgement in made]})


def _resolved(ask: Ask, form: Form, kind: str, other: str) -> str | None:
    """What was meant by what was typed; None where that is to be asked."""
    if kind == "same_event":
        return resolved_event(ask.data.listing, other)
    if kind not in {"same_entity", "role"} or not other or form.value("as") == "phrase":
        return other
    if form.value("choice") and not is_iri(other):
        return other  # chosen: the words themselves
    iri, _ = resolved_entity(ask.data.listing, other)
    return iri or None


def _choice(ask: Ask, form: Form, words: str, back: str) -> Page:
    found = resolved_entity(ask.data.listing, words)[1]
    if not found and form.value("kind") == "same_entity":
        raise InputError(f"No entity of this snapshot is called {words!r}: copy the address of its page.")
    fields = tuple((name, value) for name, value in form.fields if name not in _OWN)
    return Page("choice.html", ChoicePage(words, found, form.value("kind") == "role", fields, back))


def _made(ask: Ask, form: Form, other: str) -> tuple[Judgement, ...]:
    """The judgements that a form asks for."""
    subject, role, note = form.value("subject"), form.value("role"), form.value("note")
    who, at = ask.person.name, now()
    if form.value("old"):
        return replacement(subject, role, form.value("old"), other, who=who, made_at=at, note=note)
    kind, verdict = form.value("kind"), form.value("verdict")
    return (make_judgement(kind, verdict, subject, other, role, who=who, made_at=at, note=note),)


def _plain(judgement: Judgement) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(judgement).items()}


@dataclass(frozen=True, slots=True)
class JudgementsPage:
    """The history of judgements."""

    entries: tuple[Entry, ...]
    total: int
    part: Slice
    pending: int
    publication: Publication
    kinds: tuple[str, ...]
    people: tuple[str, ...]
    sparql: str  # the same as a query


def judgements_page(ask: Ask) -> Page:
    """The history of judgements, the newest first; ``kind`` and ``who`` in the address choose among them."""
    archive, part = ask.services.archive(), part_of(ask)
    found = entries(ask)
    kind, who = ask.value("kind"), ask.value("who")
    chosen = [e for e in found if kind in {"", e.judgement.kind} and who in {"", e.judgement.who}]
    model = JudgementsPage(
        entries=tuple(chosen[part.offset : part.offset + PAGE_SIZE]),
        total=len(chosen),
        part=part,
        pending=pending(ask.data, archive),
        publication=ask.services.publisher.publication(),
        kinds=tuple(KINDS),
        people=tuple(sorted({e.judgement.who for e in found})),
        sparql=judgements_query(),
    )
    return Page("judgements.html", model)


def judgements_csv(ask: Ask) -> bytes:
    """The whole journal as CSV, the newest first."""
    columns = ("made_at", "who", "kind", "verdict", "subject", "object", "role", "note", "counts", "pending")
    rows = ([*(str(getattr(e.judgement, name)) for name in columns[:-2]), e.counts, e.pending] for e in entries(ask))
    return as_csv(columns, rows)


def publish(ask: Ask, _form: Form) -> Done | Page:
    """Have the judgements take effect now."""
    ask.services.publisher.start()
    return Done("/judgements", {"publication": ask.services.publisher.publication().state})
