"""The rows of entities and of all that they are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from graph.listing import questions
from graph.listing.writing import Row, Writing, entity_words, text_of


def write_entities(writing: Writing, among: Collection[str] | None = None) -> None:
    """Write the rows of all entities, or of those among some that are there."""
    rows, names = read_entities(writing, among)
    writing.insert("name", ((iri, name) for iri in names for name in names[iri]))
    writing.insert("entity", ((writing.number("entity", str(row[0])), *row, 0, 0, None, None) for row in rows))
    for iri, name, *_ in rows:
        number = writing.rows("SELECT document FROM entity WHERE iri = ?", iri)[0][0]
        writing.put_words(int(str(number)), entity_words(writing.database, str(iri), str(name)))


def read_entities(writing: Writing, among: Collection[str] | None) -> tuple[list[Row], dict[str, tuple[str, ...]]]:
    """The rows of entities (IRI, names in two languages, type, country, identifier, known) and all their names.

    An entity that another one stands for has no row; what it is called, that one is called.
    """
    one = writing.decided.one
    wanted = None if among is None else {one(iri) for iri in among}
    asked = None if wanted is None else wanted | _gone(writing, wanted)
    called, chinese = _names(writing, asked)
    rows: dict[str, Row] = {}
    for row in writing.ask(questions.ENTITIES, asked):
        iri, name = str(row["iri"]), str(row["name"])
        if one(iri) == iri:
            wikidata = str(row["wikidata"] or "").rpartition("/")[2]
            known = bool(row["known"])
            rows[iri] = (iri, name, chinese.get(iri, ""), row["type"], text_of(row["country"]), wikidata, known)
            called[iri].add(name)
    return list(rows.values()), {iri: tuple(sorted(called[iri])) for iri in rows}


def _gone(writing: Writing, staying: Collection[str]) -> set[str]:
    """The entities that some stand for."""
    return {gone for gone, stays in writing.decided.stays.items() if stays in staying}


def _names(writing: Writing, asked: Iterable[str] | None) -> tuple[dict[str, set[str]], dict[str, str]]:
    """All that entities are called, and the Chinese name of each that has one: the simplified before the other."""
    names: dict[str, list[str]] = defaultdict(list)
    chinese: dict[str, tuple[int, str]] = {}
    for row in writing.ask(questions.NAMES, asked):
        iri, name, language = str(row["iri"]), str(row["text"]), str(row["lang"])
        names[iri].append(name)
        if row["preferred"] and language.startswith("zh"):
            best = (0 if language in {"zh-hans", "zh"} else 1, name)
            chinese[iri] = min(best, chinese.get(iri, best))
    called = {iri: set(found) for iri, found in writing.decided.names(names).items()}
    return defaultdict(set, called), {iri: name for iri, (_, name) in chinese.items()}
