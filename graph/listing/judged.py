"""What analysts decided, as it bears on lists: what is left out, who stands where, what is called how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.consolidation.index import packed
from graph.consolidation.judgements import Judged, read_judgements
from graph.listing.questions import ask
from graph.names import graph_name
from graph.store import Reader

_STAYS = """SELECT ?gone ?stays WHERE { GRAPH <%(graph)s> {
  ?gone <http://purl.org/dc/terms/isReplacedBy> ?stays FILTER(CONTAINS(STR(?stays), "/entity/")) } }"""
_CONFIRMED = """SELECT ?on WHERE { GRAPH <%(graph)s> { ?word pg:judgementKind pg:JudgedConfirmed ; pg:judgementOn ?on
  FILTER NOT EXISTS { ?word <http://purl.org/dc/terms/isReplacedBy> ?later } } }"""
_HAS_EVENTS = "SELECT ?report WHERE { ?report pg:reportOf ?event } LIMIT 1"
Filler = tuple[str, str, str]  # role, entity, describing phrase


@dataclass(frozen=True, slots=True)
class Decided:
    """The judgements of a snapshot."""

    judged: Judged
    stays: Mapping[str, str]  # entity that another stands for -> that one
    confirmed: frozenset[str] = frozenset()  # IRIs of reports and events that were judged to be right
    is_consolidated: bool = False  # whether there are events

    def one(self, entity: str) -> str:
        """The entity that is listed for one."""
        return self.stays.get(entity, entity)

    @property
    def leaves_out_alone(self) -> bool:
        """Whether reports that are of no event are left out: where some were rejected, and the others concluded on."""
        return self.is_consolidated and bool(self.judged.rejected)

    def leaves_out(self, report: str, event: str | None) -> bool:
        """Whether a report was rejected, or its event was: that was not concluded, and its reports have none."""
        if report in self.judged.rejected or (event or report) in self.judged.rejected:
            return True
        return self.leaves_out_alone and event is None

    def bearing(self) -> dict[str, str]:
        """Each report, event or entity that something was decided of, with all of it as text."""
        found: dict[str, list[object]] = defaultdict(list)
        for iri in sorted({*self.judged.rejected, *self.confirmed}):
            found[iri].append([iri in self.judged.rejected, iri in self.confirmed])
        for iri, roles in sorted(self.judged.roles.items()):
            found[iri] += [[word.role, self.one(word.filler), word.stands] for word in roles]
        for (entity, name), (is_one, _) in sorted(self.judged.names.items()):
            found[entity].append([name, is_one])
        return {iri: packed(what) for iri, what in found.items()}

    def is_right(self, event: str, reports: Iterable[str]) -> bool:
        """Whether an event, or one of its reports, was judged to be right."""
        return event in self.confirmed or not self.confirmed.isdisjoint(reports)

    def names(self, known: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """The names of each entity: with those that were judged to be names too, without those that are none."""
        found: dict[str, list[str]] = defaultdict(list)
        for entity, names in known.items():
            none = {name for name in names if self.judged.names.get((entity, name), (True, ""))[0] is False}
            found[self.one(entity)] += [name for name in names if name not in none]
        for (entity, name), (is_one, _) in sorted(self.judged.names.items()):
            if is_one:
                found[self.one(entity)].append(name)
        return found

    def fillers(self, report: str, read: Iterable[tuple[Filler, int]]) -> list[tuple[Filler, int]]:
        """Who stands in the roles of a report, each with the place of the words that say so; judged ones come last."""
        found = list(read)
        last = max((begin for _, begin in found), default=0)
        for word in self.judged.roles.get(report, ()):
            same = [each for each in found if each[0][0] == word.role and word.filler in each[0][1:]]
            if not word.stands:
                found = [each for each in found if each not in same]
            elif not same:
                is_entity = "://" in word.filler
                filler = (word.role, word.filler if is_entity else "", "" if is_entity else word.filler)
                found.append((filler, last + 1))
        return [((role, self.one(entity), text), begin) for (role, entity, text), begin in found]


def decided(reader: Reader) -> Decided:
    """What was decided, as a snapshot or store holds it."""
    rows = ask(reader, _STAYS.replace("%(graph)s", graph_name("events")))
    stays = {str(row["gone"]): str(row["stays"]) for row in rows}
    confirmed = ask(reader, _CONFIRMED.replace("%(graph)s", graph_name("judgements")))
    right = frozenset(str(row["on"]) for row in confirmed)
    return Decided(read_judgements(reader), stays, right, any(ask(reader, _HAS_EVENTS)))
