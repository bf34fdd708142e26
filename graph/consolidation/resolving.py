"""Reports as they count: with analysts' corrections, and each entity under the IRI that stays for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from graph.consolidation.index import Index
from graph.consolidation.judgements import Judged, RoleJudgement
from graph.consolidation.kin import Kin
from graph.consolidation.organs import Organs
from graph.consolidation.reports import EventReport, report_from_json
from ontology.vocabulary import load_vocabulary
from policygraph.judging import is_iri

_AT_HAND = 20_000  # reports that are kept in memory


@dataclass(frozen=True, slots=True)
class Resolution:
    """What changes how a report is read."""

    judged: Judged
    same: Mapping[str, str]  # entity IRI -> the IRI of the entity that stays in its place
    organs: Organs
    kin: Kin  # entity IRI -> those that it belongs to, each under the IRI that stays for it


class Reports:
    """The reports of the index, resolved."""

    def __init__(self, index: Index, resolution: Resolution) -> None:
        self._index = index
        self._resolution = resolution
        self._at_hand: OrderedDict[int, EventReport] = OrderedDict()

    def get(self, number: int) -> EventReport:
        """The report of a number."""
        known = self._at_hand.get(number)
        if known is None:
            data = self._index.value("SELECT data FROM report WHERE id = ?", number)
            known = self._at_hand[number] = resolved(report_from_json(str(data)), self._resolution)
            if len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
        else:
            self._at_hand.move_to_end(number)
        return known

    def is_rejected(self, report: EventReport) -> bool:
        """Whether an analyst said that a report is wrong."""
        return report.iri in self._resolution.judged.rejected


def resolved(report: EventReport, resolution: Resolution) -> EventReport:
    """A report as it counts."""
    same, organs, kin = resolution.same, resolution.organs, resolution.kin
    named = {role: {same.get(entity, entity) for entity in fillers} for role, fillers in report.entities.items()}
    phrases = {role: set(fillers) for role, fillers in report.phrases.items()}
    known = load_vocabulary().event_types[report.type].roles
    judged = [each for each in resolution.judged.roles.get(report.iri, ()) if each.role in known]
    for each in judged:
        _correct(named if is_iri(each.filler) else phrases, each, same.get(each.filler, each.filler))
    targets = named.get("target", set()) | report.entities.get("target", frozenset())
    acting = {each: found for each in sorted(targets.union(*named.values())) if (found := organs.get(each))}
    return replace(
        report,
        entities=_frozen(named),
        phrases=_frozen(phrases),
        target_countries=frozenset(
            acting[each][1].country for each in targets & acting.keys() if acting[each][0] == "Place"
        ),
        organs={each: acting[each][1] for fillers in named.values() for each in sorted(fillers) if each in acting},
        kin={each: kin[each] for fillers in named.values() for each in sorted(fillers) if each in kin},
        judged_by=frozenset(each.judgement for each in judged),
    )


def _correct(fillers: dict[str, set[str]], judged: RoleJudgement, filler: str) -> None:
    """Put somebody into a role, or take somebody out."""
    if judged.stands:
        fillers.setdefault(judged.role, set()).add(filler)
    else:
        fillers.get(judged.role, set()).discard(filler)


def _frozen(fillers: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {role: frozenset(values) for role, values in sorted(fillers.items()) if values}
