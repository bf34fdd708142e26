"""What the rows of the lists are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EntityLink:
    """An entity as it is named in passing."""

    iri: str
    name: str
    name_zh: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """Who or what fills a role of an event."""

    role: str
    entity: EntityLink | None
    text: str  # the describing phrase where there is no entity


@dataclass(frozen=True, slots=True)
class EventItem:
    """An event in a list."""

    iri: str
    type: str
    status: str
    day: str | None  # ISO date; of the first report where ``dated`` is false
    edtf: str  # as precise as the reports are; empty where none dates it
    dated: bool
    amount: float | None
    amount_text: str
    currency: str
    confidence: float
    sure: float  # the confidence as filters take it: 1 where it was judged to be right
    reports: int
    sources: int
    first_reported: str | None
    evidence: str
    background: bool
    conflict: tuple[str, ...]
    participants: tuple[Participant, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleItem:
    """An article in a list."""

    iri: str
    id: str
    title: str
    lang: str
    published: str | None
    publisher: str
    url: str
    copy_of: str
    events: int
    entities: int


@dataclass(frozen=True, slots=True)
class EntityItem:
    """An entity in a list."""

    iri: str
    name: str
    name_zh: str
    type: str
    country: str
    wikidata: str
    known: bool
    articles: int
    events: int
    first_seen: str | None


@dataclass(frozen=True, slots=True)
class FactItem:
    """A standing relation or a figure that one article gives."""

    iri: str
    article: str
    type: str
    status: str
    confidence: float
    subject: EntityLink | None
    subject_text: str
    object: EntityLink | None
    object_text: str
    share_min: float | None
    share_max: float | None
    metric: str
    period: str
    amount: float | None
    amount_text: str
    currency: str
    field: str  # of the article: "title" or "text"
    begin: int  # of the evidence in it, in code points
    end: int
    evidence: str
    publisher: str
    published: str | None
