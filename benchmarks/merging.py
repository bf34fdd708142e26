"""How well reports of one event are merged, across articles and languages, on reports annotated from real articles.

    python -m benchmarks.merging [--errors]

``benchmarks/gold/merging.jsonl`` says what is reported and of which event it is; ``README.md`` beside it says how it
was made. The reports are given to the consolidation as they stand there, so that what is measured is the merging
alone: entities count as linked. The events are in two parts that share no article: ``--errors`` lists what was torn
apart and what was run together in part ``a``; part ``b`` is sealed, only scored.
"""

from __future__ import annotations

import argparse
import calendar
import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.clustering import Agreement, Group, b_cubed, ceaf_groups, ceaf_items
from extractors.gazetteer import load_gazetteer
from graph.consolidation.blocks import compared
from graph.consolidation.clusters import cluster
from graph.consolidation.matching import match
from graph.consolidation.organs import organ
from graph.consolidation.reports import EventReport, Organ, Span, Sum
from policygraph.identifiers import fold_name, unknown_entity_iri

GOLD = Path(__file__).with_name("gold") / "merging.jsonl"
Row = dict[str, Any]


def read(gold: Path = GOLD) -> list[Row]:
    """The annotated reports."""
    return [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]


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
        organs={_entity(name): found for names in row["args"].values() for name in names if (found := _organ(name))},
    )


def _organ(name: str) -> Organ | None:
    """What the gazetteer says somebody of this name is of a state; nothing where it knows none, or several."""
    bare = name.removeprefix("U.S. ").removeprefix("China ")  # the gold says whose ministry it is, as linking would
    return _organs().get(fold_name(name)) or _organs().get(fold_name(bare))


@lru_cache(maxsize=1)
def _organs() -> dict[str, Organ]:
    named: dict[str, set[Organ]] = defaultdict(set)
    for entry in load_gazetteer().entries.values():
        if entry.type in ("Place", "GovernmentBody", "Person") and entry.country:
            for names in entry.names.values():
                for name in names:
                    named[fold_name(name)].add(organ(entry.type, entry.name, entry.country))
    return {name: found.pop() for name, found in named.items() if len(found) == 1}


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
    options.add_argument("--errors", action="store_true", help="list the errors in part a")
    errors = options.parse_args().errors
    rows = {row["id"]: row for row in read()}
    for part in ("a", "b"):
        some = {identifier: row for identifier, row in rows.items() if row["part"] == part}
        show(f"part {part}", some, errors=errors and part == "a")
    show("all", rows, errors=False)


if __name__ == "__main__":
    main()
