"""The tables of the listing."""

from __future__ import annotations

VERSION = 16  # rises with each change of the tables: a listing of another version is built anew

# The confidence from which events are shown unless a reader asks for others. Nine in ten of the events
# from here on are right, or more, in either language (as `policygraph evaluate` matches events: "Confidence" in
# docs/quality.md, by `python -m benchmarks.calibrate_confidence`); below, fewer are.
SHOWN_FROM = 0.85

# What is found by words: the number of a row is that of its text among all texts, each kind in a range of its own.
RANGES = {"entity": (1, (1 << 32) - 1), "article": (1 << 32, (2 << 32) - 1), "event": (2 << 32, (3 << 32) - 1)}

SCHEMA = """
CREATE TABLE article (
    document INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, id TEXT NOT NULL, title TEXT NOT NULL, lang TEXT NOT NULL,
    published TEXT, publisher TEXT NOT NULL, url TEXT NOT NULL, feed TEXT NOT NULL, copy_of TEXT NOT NULL,
    fetched_at TEXT, events INTEGER NOT NULL DEFAULT 0, entities INTEGER NOT NULL DEFAULT 0, lead TEXT NOT NULL
);

CREATE TABLE entity (
    document INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_zh TEXT NOT NULL,
    type TEXT NOT NULL, country TEXT NOT NULL, wikidata TEXT NOT NULL, known INTEGER NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0, events INTEGER NOT NULL DEFAULT 0, -- those that are shown
    first_seen TEXT, noted TEXT
);

-- An entity for which another one stands: it is not listed, but what one article says may name it.
CREATE TABLE replaced (gone TEXT PRIMARY KEY, stays TEXT NOT NULL) WITHOUT ROWID;

-- All that an entity is called, its name included.
CREATE TABLE name (entity TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (entity, name)) WITHOUT ROWID;
CREATE INDEX name_name ON name (name, entity);

CREATE TABLE reference (
    article TEXT NOT NULL, entity TEXT NOT NULL, confidence REAL NOT NULL, PRIMARY KEY (entity, article)
) WITHOUT ROWID;
CREATE INDEX reference_article ON reference (article, entity);

-- What one article says happened.
CREATE TABLE report (
    iri TEXT PRIMARY KEY, event TEXT NOT NULL, article TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL,
    confidence REAL NOT NULL, background INTEGER NOT NULL, field TEXT NOT NULL, begin INTEGER NOT NULL,
    "end" INTEGER NOT NULL, evidence TEXT NOT NULL, edtf TEXT NOT NULL, earliest TEXT, latest TEXT,
    amount REAL, amount_text TEXT NOT NULL, currency TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX report_event ON report (event);
CREATE INDEX report_article ON report (article);

-- What happened: one row for all reports of it. ``statuses`` has a bit for each status that some report gives;
-- ``noted`` (here and of an entity) is when the first article that tells of it was fetched. ``sure`` is the confidence
-- as filters take it: 1 where an analyst judged the event, or a report of it, to be right. ``euros`` is what the
-- amount is worth; nothing where no rate of its currency is known.
CREATE TABLE event (
    document INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, type TEXT NOT NULL, status TEXT NOT NULL, day TEXT,
    edtf TEXT NOT NULL, dated INTEGER NOT NULL, amount REAL, amount_text TEXT NOT NULL, currency TEXT NOT NULL,
    confidence REAL NOT NULL, reports INTEGER NOT NULL, sources INTEGER NOT NULL, first_reported TEXT,
    last_reported TEXT, evidence TEXT NOT NULL, background INTEGER NOT NULL, conflict TEXT NOT NULL,
    statuses INTEGER NOT NULL, noted TEXT, sure REAL NOT NULL,
    month TEXT NOT NULL, euros REAL
);

-- ``document`` is the number of the event.
CREATE TABLE participant (
    event TEXT NOT NULL, role TEXT NOT NULL, entity TEXT NOT NULL, text TEXT NOT NULL, place INTEGER NOT NULL,
    document INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (event, place)
) WITHOUT ROWID;

CREATE TABLE attribute (event TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (event, name, value)) WITHOUT ROWID;

CREATE TABLE fact (
    iri TEXT PRIMARY KEY, article TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, confidence REAL NOT NULL,
    subject TEXT NOT NULL, subject_text TEXT NOT NULL, object TEXT NOT NULL, object_text TEXT NOT NULL,
    share_min REAL, share_max REAL, metric TEXT NOT NULL, period TEXT NOT NULL, amount REAL,
    amount_text TEXT NOT NULL, currency TEXT NOT NULL, field TEXT NOT NULL, begin INTEGER NOT NULL,
    "end" INTEGER NOT NULL, evidence TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX fact_subject ON fact (subject);
CREATE INDEX fact_object ON fact (object);
CREATE INDEX fact_article ON fact (article);

-- What was concluded from all that is said: standing relations, how far a country owns a company, whom a restriction
-- reaches. Relations between two entities hold what the gazetteer knows beforehand as well, with no reports.
CREATE TABLE relation (
    iri TEXT PRIMARY KEY, type TEXT NOT NULL, subject TEXT NOT NULL, object TEXT NOT NULL, share_min REAL,
    share_max REAL, background INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX relation_subject ON relation (subject);
CREATE INDEX relation_object ON relation (object);

CREATE TABLE proof (relation TEXT NOT NULL, article TEXT NOT NULL, PRIMARY KEY (relation, article)) WITHOUT ROWID;

CREATE TABLE effective_share (
    entity TEXT NOT NULL, country TEXT NOT NULL, method TEXT NOT NULL, low REAL NOT NULL, high REAL NOT NULL,
    threshold REAL NOT NULL, verdict TEXT NOT NULL,
    PRIMARY KEY (entity, country, method, threshold, verdict)
) WITHOUT ROWID;

CREATE TABLE scope (
    restriction TEXT NOT NULL, criterion TEXT NOT NULL, country TEXT NOT NULL, threshold REAL,
    exclusive INTEGER NOT NULL, PRIMARY KEY (restriction, criterion)
) WITHOUT ROWID;

CREATE TABLE exposure (
    iri TEXT PRIMARY KEY, exposed TEXT NOT NULL, restriction TEXT NOT NULL, operator TEXT NOT NULL,
    basis TEXT NOT NULL, verdict TEXT NOT NULL, steps INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE exposure_step (
    exposure TEXT NOT NULL, number INTEGER NOT NULL, source TEXT NOT NULL, relation TEXT NOT NULL,
    target TEXT NOT NULL, proof TEXT NOT NULL, PRIMARY KEY (exposure, number)
) WITHOUT ROWID;

CREATE TABLE reach (restriction TEXT PRIMARY KEY, reached INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX reach_most ON reach (reached DESC, restriction);

-- From which countries the participants of an event (its number) come.
CREATE TABLE event_country (country TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (country, document))
    WITHOUT ROWID;

-- How many events there are by type, statuses and month: of all (entity is empty), and of the busiest entities.
-- ``doubtful`` are those among them that are not as sure as SHOWN_FROM.
CREATE TABLE event_month (
    entity TEXT NOT NULL, type TEXT NOT NULL, statuses INTEGER NOT NULL, month TEXT NOT NULL, count INTEGER NOT NULL,
    doubtful INTEGER NOT NULL, PRIMARY KEY (entity, type, statuses, month)
) WITHOUT ROWID;

-- With whom the busiest entities occur in events at least so ``sure``: SHOWN_FROM, or 0 for all events.
CREATE TABLE companion (
    entity TEXT NOT NULL, sure REAL NOT NULL, other TEXT NOT NULL, events INTEGER NOT NULL,
    PRIMARY KEY (entity, sure, other)
) WITHOUT ROWID;

-- Two entities that may be one under two names, and what speaks for it (``graph.listing.pairs``).
CREATE TABLE entity_pair (
    first TEXT NOT NULL, second TEXT NOT NULL, chance REAL NOT NULL, name TEXT NOT NULL, quote TEXT NOT NULL,
    article TEXT NOT NULL, event TEXT NOT NULL, other_event TEXT NOT NULL, PRIMARY KEY (first, second)
) WITHOUT ROWID;

-- What the text of an article gives in brackets after an entity, where that is another one's name.
CREATE TABLE bracket (
    article TEXT NOT NULL, place INTEGER NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL, quote TEXT NOT NULL,
    PRIMARY KEY (article, place)
) WITHOUT ROWID;

-- What was judged of reports, events and names, as text: what differs from one listing to the next is made anew.
CREATE TABLE decision (about TEXT PRIMARY KEY, what TEXT NOT NULL) WITHOUT ROWID;

CREATE VIRTUAL TABLE words USING fts5(title, names, body, content='', tokenize="unicode61 remove_diacritics 2");

-- ``made_by`` is a digest of the code and data that wrote it, ``leaves_out`` whether reports without an event are not
-- listed.
CREATE TABLE about (version INTEGER NOT NULL, made_by TEXT NOT NULL, leaves_out INTEGER NOT NULL);
"""

# Made when all rows are there: sorting once is faster than keeping an order all the while. The ones that hold more
# columns than they order by answer facets and counts without a look at the rows.
INDICES = """
CREATE INDEX article_published ON article (published DESC, iri);
CREATE INDEX article_events ON article (events DESC, published DESC, iri);
CREATE INDEX article_facets ON article (publisher, lang, published, copy_of);
CREATE INDEX article_copy ON article (copy_of) WHERE copy_of <> '';
CREATE INDEX entity_events ON entity (events DESC, articles DESC, name);
CREATE INDEX entity_articles ON entity (articles DESC, events DESC, name);
CREATE INDEX entity_name ON entity (name COLLATE NOCASE, iri);
CREATE INDEX entity_newest ON entity (first_seen DESC, name);
CREATE INDEX entity_facets ON entity (type, country, known);
CREATE INDEX event_day ON event (day DESC, iri, sure);
CREATE INDEX event_type ON event (type, day DESC, iri);
CREATE INDEX event_reported ON event (first_reported DESC, iri);
CREATE INDEX event_noted ON event (noted DESC, iri, conflict);
CREATE INDEX entity_noted ON entity (noted DESC, name);
CREATE INDEX article_fetched ON article (fetched_at DESC, iri);
CREATE INDEX event_amount ON event (euros DESC, amount DESC, iri);
CREATE INDEX event_confidence ON event (confidence DESC, day DESC, iri);
CREATE INDEX event_sources ON event (sources DESC, day DESC, iri);
CREATE INDEX event_conflict ON event (first_reported DESC, iri) WHERE conflict <> '';
CREATE INDEX event_facets ON event (type, statuses, month, day, euros, currency, sources, sure, conflict, noted);
"""
