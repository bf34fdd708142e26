"""Who takes part in both of two reports, in the roles that identify the event and beyond them."""

from __future__ import annotations

from functools import lru_cache

from graph.consolidation.criteria import read_criterion
from graph.consolidation.evidence import Evidence
from graph.consolidation.reports import EventReport, Organ
from policygraph.identifiers import fold_name

ONE_SIDE = 0.4  # for several of one side: who is sued, probed or fined together, is so by more than one
OFFICE = "authority"  # the role in which somebody acts by their office
BELONGING = 0.1  # what it takes from the score that one paper names the owner, the other the owned: it may be two deeds


def compare_key_participants(evidence: Evidence) -> None:
    """Compare those who identify an event of the type; two that differ end the comparison."""
    found = _in_common(evidence)
    if found is None:
        return
    evidence.key_entities = frozenset().union(*found)
    several = len(found) > 1 or len(evidence.key_entities & evidence.in_both) > 1
    evidence.both_sides = several and len(found) == len(evidence.kind.key_roles)
    evidence.once = evidence.kind.recurrence == "once" and evidence.both_sides
    if not found:
        evidence.veto = "no participant in common"
    elif evidence.both_sides or len(found) > 1:
        evidence.add(0.55, "same_participants")
    elif several:
        evidence.add(ONE_SIDE, "same_participants")
    else:
        evidence.add(0.3, "same_participant")
    if evidence.once:
        evidence.add(0.1, "once")


def _in_common(evidence: Evidence) -> list[frozenset[str]] | None:
    """Those in common in each group of roles that has any; nothing, with a veto, where a group tells two apart."""
    found = []
    for roles in evidence.kind.key_roles:
        ours, theirs = _fillers(evidence.first, roles), _fillers(evidence.second, roles)
        common = (ours & theirs) or _one_for_another(evidence, roles, ours, theirs) or _kin(evidence, ours, theirs)
        if ours and theirs and not common:
            evidence.veto = f"different {' or '.join(sorted(roles))}"
            return None
        if common:
            found.append(common)
    return found


def _fillers(report: EventReport, roles: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(report.entities.get(role, frozenset()) for role in roles))


def _one_for_another(
    evidence: Evidence, roles: frozenset[str], ours: frozenset[str], theirs: frozenset[str]
) -> frozenset[str]:
    """Two organs of one state of which one is the state or its government: the one acts for the other."""
    for mine in sorted(ours):
        for its in sorted(theirs):
            first, second = evidence.first.organs.get(mine), evidence.second.organs.get(its)
            if first and second and _acts_for(first, second, roles):
                evidence.add(0.0, "acts_for")
                return frozenset({mine, its})
    return frozenset()


def _acts_for(first: Organ, second: Organ, roles: frozenset[str]) -> bool:
    if first.country != second.country or not (first.is_whole or second.is_whole):
        return False
    return OFFICE in roles or not (first.is_person or second.is_person)


def _kin(evidence: Evidence, ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """Two of which one belongs to the other, as its company, office or product; two of one owner are two."""
    for mine in sorted(ours):
        for its in sorted(theirs):
            if its in evidence.first.kin.get(mine, ()) or mine in evidence.second.kin.get(its, ()):
                evidence.add(-BELONGING, "kin")
                return frozenset({mine, its})
    return frozenset()


def compare_others(evidence: Evidence) -> None:
    """Compare participants beyond those that identify the type, and the words for those that have no name."""
    common = evidence.in_both - evidence.key_entities
    if common:
        evidence.add(min(0.1 * len(common), 0.2), "more_in_both", n=len(common))
    ours, theirs = evidence.first.phrases, evidence.second.phrases
    same = {role for role in ours.keys() & theirs.keys() if _folded(ours[role]) & _folded(theirs[role])}
    if same:
        telling = any(same & roles for roles in evidence.kind.key_roles)
        evidence.add(0.2 if telling else 0.1, "same_words")
    elif not evidence.both_sides and (shared := _described(evidence.first) & _described(evidence.second)):
        evidence.add(0.1, "same_country", country=min(shared))


def _folded(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(fold_name(phrase) for phrase in phrases)


def _described(report: EventReport) -> frozenset[str]:
    """The countries whose people or companies a report describes as target, or which it names."""
    described = (_country(phrase) for phrase in report.phrases.get("target", ()))
    return report.target_countries | frozenset(filter(None, described))


@lru_cache(maxsize=10_000)
def _country(phrase: str) -> str:
    criterion = read_criterion(phrase)
    return criterion.country if criterion else ""
