"""What travels along the line: one frozen record for each stage, from a feed to what an article says.

Offsets are Unicode code points, zero-based, end-exclusive, into the ``text`` (or ``title``) of the article exactly
as given. Times are aware and in UTC; dates are calendar dates as the source gives them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Language = Literal["en", "zh-Hans", "zh-Hant"]
Field = Literal["text", "title"]


@dataclass(frozen=True, slots=True)
class Feed:
    """A source that is read on a schedule."""

    url: str
    publisher: str = ""  # as a reader knows it, e.g. "Federal Trade Commission"
    country: str = ""  # ISO 3166-1 alpha-2 of the publisher
    language: str = ""  # BCP 47, of most of the entries
    licence: str = ""  # SPDX identifier or a short phrase; what may be done with the text
    expected_entries: int = 0  # at least so many entries when the feed is well


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed says of one article."""

    feed_url: str
    url: str  # absolute link to the page
    title: str = ""
    published: datetime | None = None
    summary: str = ""  # plain text
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched, before anything is made of it."""

    url: str  # as asked for
    final_url: str  # after redirects
    status: int  # HTTP status code
    headers: Mapping[str, str]  # lower-case names
    body: bytes  # after content decoding, before character decoding
    fetched_at: datetime
    sha256: str  # hexadecimal digest of ``body``


@dataclass(frozen=True, slots=True)
class Removed:
    """A stretch of a page's text that is not the article: a server's warning, spam, a share widget."""

    kind: str  # e.g. "server_warning", "spam_word", "share_widget", "reprint_notice", "repeated_title"
    text: str
    start: int  # into the text before removal
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """The clean text of one page and what is known of it."""

    id: str  # stable: from the canonical URL, or as given
    text: str
    title: str = ""
    lang: Language = "en"
    published: date | None = None
    url: str = ""  # canonical
    publisher: str = ""
    authors: tuple[str, ...] = ()
    feed_url: str = ""
    page_sha256: str = ""  # digest of the page it was read from; empty where it came as text
    fetched_at: datetime | None = None
    removed: tuple[Removed, ...] = ()
    copy_of: str = ""  # id of the article that this one repeats; empty where it is news of its own


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of an article."""

    start: int
    end: int
    text: str
    field: Field = "text"


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing that an article speaks of."""

    iri: str
    type: str  # an entity type of the ontology
    name: str  # the usual English name where there is one, else the name in the text
    names: tuple[tuple[str, str], ...] = ()  # (language tag, name): known names and the forms found in the text
    mentions: tuple[Mention, ...] = ()
    wikidata: str = ""  # e.g. "Q380"
    country: str = ""  # ISO 3166-1 alpha-2
    known: bool = False  # stands in the gazetteer
    confidence: float = 1.0  # that the mentions name this entity and the type is right


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum, a count or a share, as a number."""

    value: Decimal  # the only or the lower bound
    text: str
    mention: Mention
    max: Decimal | None = None  # the upper bound, where the text gives one
    currency: str = ""  # ISO 4217; empty for counts and shares
    qualifier: str = ""  # "about", "more than", "less than", "up to", or empty


@dataclass(frozen=True, slots=True)
class When:
    """A date as precise as the text is."""

    edtf: str  # Extended Date/Time Format level 1, e.g. "2025-09-05", "2025-09", "2025"
    earliest: date
    latest: date
    text: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Argument:
    """Who or what fills a role of an event."""

    role: str  # a role of the ontology
    filler: str  # IRI of an entity of the extraction, or the describing phrase
    is_entity: bool
    mention: Mention
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """What an article says of one occurrence."""

    type: str
    status: str
    arguments: tuple[Argument, ...]
    trigger: Mention
    evidence: Mention  # the sentence or clause that says so
    amount: Amount | None = None
    when: When | None = None
    attributes: tuple[tuple[str, str], ...] = ()  # (attribute, value), sorted
    valuation: Amount | None = None  # of a funding round
    attributed_to: str = ""  # IRI of an entity of the extraction, or the phrase that names the source
    attribution: Mention | None = None
    confidence: float = 1.0
    frame: str = ""  # the frame and lexical unit that evoked it, e.g. "Lawsuit/sue.v"
    status_reason: str = ""  # the words that gave the status, or empty where nothing qualified it
    background: bool = False  # told as the story so far, not as the news
    another: bool = False  # told as one beside the others of its type: "an earlier probe", "a separate suit"


@dataclass(frozen=True, slots=True)
class Fact:
    """A standing relation or a figure that an article gives."""

    type: str
    subject: str  # IRI of an entity, or a phrase
    subject_is_entity: bool
    evidence: Mention
    object: str = ""  # IRI of an entity, or a phrase; empty for a Metric
    object_is_entity: bool = False
    percent: Decimal | None = None  # of an Ownership; the lower bound
    percent_max: Decimal | None = None
    metric: str = ""  # of a Metric: revenue, valuation, users, employees, profit, market_cap
    amount: Amount | None = None  # of a Metric
    period: str = ""  # EDTF, of a Metric
    status: str = "actual"
    confidence: float = 1.0
    frame: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one article."""

    article: Article
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    facts: tuple[Fact, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)  # pipeline, frames, gazetteer, model -> version


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one feed, page or article in a run."""

    subject: str  # URL of a feed or page, or id of an article
    stage: Literal["feed", "page", "article", "extraction", "load"]
    state: Literal["new", "unchanged", "updated", "copy", "skipped", "failed", "quarantined"]
    reason: str = ""  # what happened and what to do, where the state needs it
    retryable: bool = False
    title: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)  # e.g. entities, events, facts, entries
