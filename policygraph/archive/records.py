"""What the archive answers: the state of each feed, page and article, and what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from policygraph.records import FeedEntry, Outcome, Page

RequestState = Literal["to_fetch", "fetched", "failed", "gone"]


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed since it was last read."""

    url: str
    etag: str = ""  # to send with the next request
    last_modified: str = ""  # to send with the next request
    checked_at: datetime | None = None  # aware, UTC
    state: str = ""  # of the last outcome, e.g. "new", "unchanged", "failed"
    reason: str = ""
    retryable: bool = False
    entries: int = 0  # in the last answer that could be read
    failures: int = 0  # in a row
    retry_at: datetime | None = None  # not to be asked before; None: at any time


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page that some feed links to, and how far fetching it has come."""

    key: str  # the canonical URL: one page, one key
    url: str  # to ask for
    state: RequestState = "to_fetch"
    attempts: int = 0  # failed ones, since it was last fetched
    reason: str = ""  # of the last failure
    next_try_at: datetime | None = None  # None while failed: not tried again by itself
    page_sha256: str = ""  # of the body that was fetched last
    revision: int = 0  # rises with each change of the page or of what feeds say of it


@dataclass(frozen=True, slots=True)
class PageWork:
    """All that is needed to make an article of a page."""

    key: str
    page: Page
    entry: FeedEntry | None  # what a feed says of it: the earliest, by ``published`` and then by feed
    revision: int  # to hand back to ``record_article``


@dataclass(frozen=True, slots=True)
class CleanedArticle:
    """What tells copies apart, known once a page has been cleaned."""

    key: str
    article_id: str
    lang: str
    published: date | None
    signature: bytes  # as ``policygraph.copies`` writes it


@dataclass(frozen=True, slots=True)
class ArticleState:
    """What came of a page when it was processed."""

    key: str
    outcome: Outcome
    article_id: str  # empty where the page is not an article
    version: str  # of what processed it
    copy_of: str = ""  # id of the article that it repeats


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that did not come through, for a person to look at."""

    outcome: Outcome  # subject, stage, state, reason, retryable
    attempts: int = 0
    next_try_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an analyst decided; never changed, only followed by another."""

    kind: str  # one of policygraph.judgement_kinds.KINDS
    subject: str  # IRI
    object: str  # IRI, text, or empty
    verdict: str  # one of policygraph.judgement_kinds.VERDICTS
    who: str
    made_at: datetime  # aware, UTC
    note: str = ""
    role: str = ""  # local name, where a role is judged


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the line. Not part of what the graph is rebuilt from."""

    id: int
    name: str
    started_at: datetime
    finished_at: datetime | None = None  # None: under way, or killed


@dataclass(frozen=True, slots=True)
class ArchiveCounts:
    """How much the archive holds."""

    feeds: int
    requests: Mapping[str, int] = field(default_factory=dict)  # request state -> pages
    articles: Mapping[str, int] = field(default_factory=dict)  # outcome state -> articles
    bodies: int = 0
    body_bytes: int = 0  # before compression
    stored_bytes: int = 0  # after compression
