"""How well reports of one event are merged, across articles and languages, on reports annotated from real articles.

    python -m benchmarks.merging [--errors]

``benchmarks/gold/merging*.jsonl`` say what is reported, of which event; ``README.md`` beside them says how they
were made. The reports are given to the consolidation as they stand there, so that what is measured is the merging
alone: entities count as linked, with what the gazetteer knows of them. The events are in parts that share no article:
``--errors`` lists what was torn apart and run together in parts ``a`` and ``c``; part ``b`` is sealed, only scored.
"""

from __future__ import annotations

import argparse
import calendar
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.clustering import Agreement, Group, b_cubed, ceaf_groups, ceaf_items
from extractors.gazetteer import load_gazetteer
from extractors.gazetteer_entries import Entry
from flows.background import known_relations
from graph.consolidation.blocks import compared
from graph.consolidation.clusters import cluster
from graph.consolidation.kin import Kin, belongs, upwards
from graph.consolidation.matching import match
from graph.consolidation.organs import organ
from graph.consolidation.reports import EventReport, Organ, Span, Sum
from policygraph.identifiers import fold_name, known_entity_iri, unknown_entity_iri

GOLD = Path(__file__).with_name("gold")
FILES = ("merging.jsonl", "merging-c.jsonl")
Row = dict[str, Any]


def read() -> list[Row]:
    """The annotated reports."""
    return [json.loads(line) for file in FILES for line in (GOLD / file).read_text(encoding="utf-8").splitlines()]


def report(row: Row) -> EventReport:
    """An annotated report as the consolidation takes it; each name stands for one entity."""
    article = row["article"]
    published = article.get("published", "")
    return EventReport(
        iri=row["id"],
        type=row["type"],
        status=row["status"],
        article=article["id"],
        source=article["source"],
        lang=article["lang"],
        published=date.fromisoformat(published) if len(published) == len("2020-01-01") else None,
        background=row.get("background", False),
        confidence=Decimal(1),
        entities={role: frozenset(map(_entity, names)) for role, names in row["args"].items()},
        phrases={role: frozenset(words) for role, words in row.get("phrases", {}).items()},
        amount=_sum(row.get("amount")),
        valuation=_sum(row.get("attrs", {}).get("valuation")),
        when=_span(row.get("date", "")),
        attributes={name: value for name, value in row.get("attrs", {}).items() if name != "valuation"},
        target_countries=frozenset(_countries(row["args"].get("target", ()))),
        organs={_entity(name): found for name in _named(row) if (found := _organ(name))},
        kin={_entity(name): found for name in _named(row) if (found := _kin_of(name))},
    )


def _named(row: Row) -> list[str]:
    return sorted({name for names in row["args"].values() for name in names})


def _countries(names: Collection[str]) -> Iterator[str]:
    for name in names:
        entry = _known(name)
        if entry and entry.type == "Place":
            yield entry.country


def _organ(name: str) -> Organ | None:
    """What the gazetteer says somebody of this name is of a state; nothing where it knows none, or several."""
    entry = _known(name)
    acts = entry and entry.type in ("Place", "GovernmentBody", "Person") and entry.country
    return organ(entry.type, entry.name, entry.country) if entry and acts else None


def _kin_of(name: str) -> frozenset[str]:
    """The gold's entities that the gazetteer says somebody of this name belongs to, under all their names."""
    entry = _known(name)
    above = _kin().get(_iri(entry), frozenset()) if entry else frozenset()
    return frozenset(_entity(other) for other in _gold_names() if (its := _known(other)) and _iri(its) in above)


def _known(name: str) -> Entry | None:
    """The only entry of a name; the gold says whose ministry it is ("U.S. Department"), as linking would."""
    bare = name.removeprefix("U.S. ").removeprefix("China ")
    return _entries().get(fold_name(name)) or _entries().get(fold_name(bare))


@lru_cache(maxsize=1)
def _entries() -> dict[str, Entry]:
    named: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in load_gazetteer().entries.values():
        for name in {fold_name(name) for names in entry.names.values() for name in names}:
            named[name][entry.id] = entry
    return {name: next(iter(found.values())) for name, found in named.items() if len(found) == 1}


@lru_cache(maxsize=1)
def _gold_names() -> frozenset[str]:
    return frozenset(name for row in read() for name in _named(row))


@lru_cache(maxsize=1)
def _kin() -> Kin:
    known = known_relations(load_gazetteer().entries)
    return upwards(belongs(each.type, each.subject.iri, each.object.iri) for each in known)


def _iri(entry: Entry) -> str:
    return known_entity_iri(entry.id)


def _entity(name: str) -> str:
    return unknown_entity_iri("Entity", name)


def _sum(amount: Row | None) -> Sum | None:
    if amount is None:
        return None
    value = Decimal(str(amount["value"]))
    most = Decimal(str(amount["max"])) if "max" in amount else None
    return Sum(value, value if most else None, most, amount["currency"], f"{value} {amount['currency']}")


def _span(day: str) -> Span | None:
    """A day, a month or a year."""
    if not day:
        return None
    year, month, number = [*map(int, day.split("-")), 0, 0][:3]
    first = date(year, month or 1, number or 1)
    last = first if number else date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    return Span(day, first, last)


def merge(reports: Mapping[str, EventReport]) -> list[Group]:
    """The reports as the consolidation groups them."""
    pairs = (pair for pair in combinations(sorted(reports), 2) if compared(reports[pair[0]], reports[pair[1]]))
    matches = {pair: found for pair in pairs if (found := match(reports[pair[0]], reports[pair[1]])).is_one}
    return [frozenset(found.reports) for found in cluster(reports, matches)]


def pairwise(true: Collection[Group], found: Collection[Group], rows: Mapping[str, Row], *, across: bool) -> Agreement:
    """Of the pairs that were joined, those rightly; of those that belong together, those joined.

    Args:
        true: the events.
        found: the events as they were found.
        rows: the reports by identifier.
        across: whether only pairs of an English and a Chinese report count.
    """

    def pairs(groups: Collection[Group]) -> set[tuple[str, str]]:
        every = (pair for group in groups for pair in combinations(sorted(group), 2))
        return {pair for pair in every if not across or len({_language(rows[each]) for each in pair}) > 1}

    belong, joined = pairs(true), pairs(found)
    right = len(belong & joined)
    return Agreement(right / len(joined) if joined else 1.0, right / len(belong) if belong else 1.0)


def _language(row: Row) -> str:
    return str(row["article"]["lang"]).partition("-")[0]


def _show_errors(found: Collection[Group], rows: Mapping[str, Row]) -> None:
    for group in sorted(found, key=sorted):
        if len({rows[each]["cluster"] for each in group}) > 1:
            print("run together:", *(f"\n   {_line(rows[each])}" for each in sorted(group)))
    parts: dict[str, list[Group]] = defaultdict(list)
    for group in found:
        for name in {rows[each]["cluster"] for each in group}:
            parts[name].append(group)
    for name, groups in sorted(parts.items()):
        if len(groups) > 1:
            print(f"torn apart: {name}")
            for group in groups:
                print(*(f"   {_line(rows[each])}\n" for each in sorted(group) if rows[each]["cluster"] == name))


def _line(row: Row) -> str:
    told = {key: row[key] for key in ("status", "args", "date", "amount", "attrs") if key in row}
    return f"{row['id']} {row['cluster']} {row['type']} {row['article'].get('published', '')} {told}"


def show(title: str, rows: Mapping[str, Row], *, errors: bool) -> None:
    """Print the figures over some of the reports."""
    found = merge({identifier: report(row) for identifier, row in rows.items()})
    events: dict[str, set[str]] = defaultdict(set)
    for identifier, row in rows.items():
        events[row["cluster"]].add(identifier)
    true = [frozenset(each) for each in events.values()]
    articles = len({row["article"]["id"] for row in rows.values()})
    print(f"\n{title}: {len(rows)} reports in {articles} articles, of {len(true)} events; found {len(found)} events")
    for name, measure in (("B-cubed", b_cubed), ("CEAF over reports", ceaf_items), ("CEAF over events", ceaf_groups)):
        print(f"{name}: {measure(true, found)}")
    print(f"pairs: {pairwise(true, found, rows, across=False)}")
    print(f"pairs of an English and a Chinese report: {pairwise(true, found, rows, across=True)}")
    if errors:
        _show_errors(found, rows)


def main() -> None:
    """Print the figures over each part and over all."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--errors", action="store_true", help="list the errors in parts a and c")
    errors = options.parse_args().errors
    rows = {row["id"]: row for row in read()}
    for part in ("a", "b", "c"):
        show(f"part {part}", _of_parts(rows, part), errors=errors and part != "b")
    show("parts a and b", _of_parts(rows, "ab"), errors=False)


def _of_parts(rows: Mapping[str, Row], parts: str) -> dict[str, Row]:
    return {identifier: row for identifier, row in rows.items() if row["part"] in parts}


if __name__ == "__main__":
    main()
