"""The tables of the archive, the same for SQLite and PostgreSQL."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

SCHEMA_VERSION = 3


class UtcTime(sa.TypeDecorator[datetime]):
    """An aware time in UTC; SQLite keeps no zone, so it is put back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn any aware time into UTC; a naive one is an error of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be archived: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read the time as UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PlainText(sa.TypeDecorator[str]):
    """Text that every database takes, and orders by code point as Python does.

    PostgreSQL refuses U+0000, UTF-8 refuses lone surrogates, and the usual collations are no order to rely on.
    """

    impl = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Replace what cannot be stored by U+FFFD."""
        if value is None:
            return None
        return _UNSTORABLE.sub("\ufffd", value)


def _text(name: str, *, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(name, PlainText, nullable=False, primary_key=primary_key)


metadata = sa.MetaData()

schema = sa.Table("schema_version", metadata, sa.Column("version", sa.Integer, primary_key=True, autoincrement=False))

feeds = sa.Table(
    "feed",
    metadata,
    _text("url", primary_key=True),
    _text("etag"),
    _text("last_modified"),
    sa.Column("checked_at", UtcTime),
    _text("state"),
    _text("reason"),
    sa.Column("retryable", sa.Boolean, nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("retry_at", UtcTime),
)

# What the feeds file says of a feed: what articles take from it has to outlive the file.
declarations = sa.Table(
    "feed_declaration",
    metadata,
    _text("url", primary_key=True),
    _text("publisher"),
    _text("country"),
    _text("language"),
    _text("licence"),
)

# What each feed says of a page: one row a feed and page.
entries = sa.Table(
    "entry",
    metadata,
    _text("key", primary_key=True),
    _text("feed_url", primary_key=True),
    _text("url"),
    _text("title"),
    sa.Column("published", UtcTime),
    _text("summary"),
    sa.Column("authors", sa.JSON, nullable=False),
)

requests = sa.Table(
    "page_request",
    metadata,
    _text("key", primary_key=True),
    _text("url"),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("attempts", sa.Integer, nullable=False),
    _text("reason"),
    sa.Column("next_try_at", UtcTime),
    sa.Column("page_sha256", sa.String(64), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
)

bodies = sa.Table(
    "body",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),  # zlib
)

pages = sa.Table(
    "page",
    metadata,
    _text("key", primary_key=True),
    sa.Column("sha256", sa.String(64), sa.ForeignKey(bodies.c.sha256), primary_key=True),
    _text("url"),
    _text("final_url"),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("headers", sa.JSON, nullable=False),
    sa.Column("fetched_at", UtcTime, nullable=False),
)

# What tells copies apart, known before the outcome is.
signatures = sa.Table(
    "signature",
    metadata,
    _text("key", primary_key=True),
    _text("article_id"),
    sa.Column("lang", sa.String(16), nullable=False),
    sa.Column("published", sa.Date),
    sa.Column("signature", sa.LargeBinary, nullable=False),
)

articles = sa.Table(
    "article",
    metadata,
    _text("key", primary_key=True),
    sa.Column("article_id", PlainText, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),  # of the request that was processed
    _text("version"),
    _text("subject"),
    _text("stage"),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    _text("reason"),
    sa.Column("retryable", sa.Boolean, nullable=False),
    _text("title"),
    sa.Column("counts", sa.JSON, nullable=False),
    _text("copy_of"),
)

judgements = sa.Table(
    "judgement",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    _text("kind"),
    _text("subject"),
    _text("object"),
    _text("verdict"),
    _text("who"),
    sa.Column("made_at", UtcTime, nullable=False),
    _text("note"),
    _text("role"),
)

runs = sa.Table(
    "run",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    _text("name"),
    sa.Column("started_at", UtcTime, nullable=False),
    sa.Column("finished_at", UtcTime),
)

run_outcomes = sa.Table(
    "run_outcome",
    metadata,
    sa.Column("run_id", sa.Integer, sa.ForeignKey(runs.c.id), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    _text("subject"),
    _text("stage"),
    _text("state"),
    _text("reason"),
    sa.Column("retryable", sa.Boolean, nullable=False),
    _text("title"),
    sa.Column("counts", sa.JSON, nullable=False),
)

watches = sa.Table(
    "watch",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    _text("owner"),
    _text("name"),
    _text("address"),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("seen_at", UtcTime, nullable=False),
    _text("webhook"),
    _text("secret"),
    sa.Column("alerted_at", UtcTime),
    _text("problem"),
    sa.Column("sending_since", UtcTime),
)

# What a watch list has met: reports, articles and entities by their IRIs, so that a merged event is no new one.
watch_items = sa.Table(
    "watch_item",
    metadata,
    sa.Column("watch_id", sa.String(32), sa.ForeignKey(watches.c.id), primary_key=True),
    _text("item", primary_key=True),
    _text("subject"),  # what it was part of when it was met
    sa.Column("noted_at", UtcTime, nullable=False),
    sa.Column("fresh", sa.Boolean, nullable=False),
    sa.Column("alerted", sa.Boolean, nullable=False),
)
