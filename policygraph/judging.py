"""What analysts decide: how a judgement is made, checked, and which word on a question is the last.

A judgement is never changed or deleted; another one on the same question follows it, and the last word counts.
The verdict ``none`` takes an earlier one back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from policygraph.archive.records import Judgement
from policygraph.errors import InputError
from policygraph.judgement_kinds import KINDS, NEGATIVE, NONE, POSITIVE, VERDICTS, Kind

__all__ = ["KINDS", "VERDICTS", "is_iri", "last_words", "make_judgement", "question", "replacement"]

LONGEST_TEXT = 500  # code points of a name, a phrase or a note
Question = tuple[str, str, str, str]  # kind, subject, object, role

_ROLE = re.compile(r"[a-z][A-Za-z]{0,40}")
_NO_IRI = frozenset(' <>"{}|\\^`')


def make_judgement(  # noqa: PLR0913 (the fields of one record)
    kind: str,
    verdict: str,
    subject: str,
    other: str = "",
    role: str = "",
    *,
    who: str,
    made_at: datetime,
    note: str = "",
) -> Judgement:
    """A judgement that can be archived.

    Args:
        kind: one of ``KINDS``.
        verdict: one of the kind's verdicts.
        subject: IRI of what is judged: an entity, an event or a report.
        other: the other IRI of a pair (it does not matter which is named first), who fills a role, or a name.
        role: local name of the role, for the kind ``role``.
        who: who decides.
        made_at: when; aware.
        note: why.

    Raises:
        InputError: something is missing, too much or not of its kind; the message says what to do.
    """
    known = KINDS.get(kind)
    if known is None:
        raise InputError(f"no judgement is of kind {kind!r}; there are {', '.join(KINDS)}")
    if verdict not in known.verdicts:
        raise InputError(f"a judgement of kind {kind} is {', '.join(known.verdicts)}, not {verdict!r}")
    _check_iri(subject)
    other = _checked_other(kind, known, subject, other)
    _check_role(kind, known, role)
    if kind in ("same_entity", "same_event") and other < subject:
        subject, other = other, subject
    return Judgement(kind, subject, other, verdict, _text(who, "who decides"), made_at, _text(note, "a note"), role)


def replacement(  # noqa: PLR0913 (the fields of one record)
    report: str, role: str, old: str, new: str, *, who: str, made_at: datetime, note: str = ""
) -> tuple[Judgement, Judgement]:
    """The two judgements that put somebody else into a role of a report: not the old one, but the new one.

    Raises:
        InputError: something is missing or not of its kind, or both are the same.
    """
    if old == new:
        raise InputError("what is to stand in the role stands there already; name another")
    gone = make_judgement("role", NEGATIVE, report, old, role, who=who, made_at=made_at, note=note)
    return gone, make_judgement("role", POSITIVE, report, new, role, who=who, made_at=made_at, note=note)


def question(judgement: Judgement) -> Question:
    """What a judgement answers: two with the same question follow each other."""
    return (judgement.kind, judgement.subject, judgement.object, judgement.role)


def last_words(judgements: Iterable[Judgement]) -> dict[Question, Judgement]:
    """The last word on each question; one that was taken back is left out.

    Args:
        judgements: in the order in which they were made.
    """
    last = {question(judgement): judgement for judgement in judgements}
    return {asked: judgement for asked, judgement in last.items() if judgement.verdict != NONE}


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI of the kinds that the graph uses."""
    return text.startswith(("http://", "https://", "urn:")) and not any(c in _NO_IRI or c < " " for c in text)


def _check_iri(text: str) -> None:
    if not is_iri(text):
        raise InputError(f"{text!r} is not an IRI; copy it from the page of the entity, event or report")


def _checked_other(kind: str, known: Kind, subject: str, other: str) -> str:
    if bool(known.other) != bool(other):
        wanted = {"": "one IRI alone", "iri": "two IRIs", "text": "an IRI and a name"}.get(known.other)
        wanted = wanted or "the IRI of a report, and an IRI or a phrase"
        raise InputError(f"a judgement of kind {kind} takes {wanted}; `policygraph judge --help` says more")
    if known.other == "iri":
        _check_iri(other)
    if other == subject:
        raise InputError("both IRIs are the same; name two different ones")
    return other if is_iri(other) else _text(other, "a name")


def _check_role(kind: str, known: Kind, role: str) -> None:
    if known.has_role and not _ROLE.fullmatch(role):
        raise InputError(f"{role!r} is no role; name one of the event's type as in docs/ontology.html, e.g. investor")
    if role and not known.has_role:
        raise InputError(f"a judgement of kind {kind} takes no role; leave it out")


def _text(text: str, what: str) -> str:
    """A text on one line, trimmed."""
    plain = " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text).split())
    if len(plain) > LONGEST_TEXT:
        raise InputError(f"{what} has {len(plain)} characters; write at most {LONGEST_TEXT}")
    return plain
