"""Whether the sums and attributes of two reports speak for one event."""

from __future__ import annotations

from graph.consolidation.evidence import Evidence
from graph.consolidation.reports import Sum
from graph.consolidation.sums import compare_sums, year_of_sums
from policygraph.identifiers import fold_name

UNIQUE = frozenset({"round"})  # attributes that a company has once: there is one Series F
TELLING = frozenset({"round", "claim"})  # attributes whose difference makes two occurrences of two reports
CHANGING = frozenset({"action", "stage", "outcome", "kind"})  # attributes that tell stages apart when days do as well


def compare_all_sums(evidence: Evidence) -> None:
    """Compare amounts and valuations."""
    for name in ("amount", "valuation"):
        ours, theirs = getattr(evidence.first, name), getattr(evidence.second, name)
        if ours is not None and theirs is not None:
            _sum(evidence, name, ours, theirs)


def _sum(evidence: Evidence, name: str, ours: Sum, theirs: Sum) -> None:
    same = compare_sums(ours, theirs, year_of_sums(evidence.first, evidence.second))
    one, other = sorted((ours.text, theirs.text))
    if same:
        evidence.same_sums = True
        if ours.currency == theirs.currency:
            evidence.add(0.3, "same_sum", sum=name, text=one)
        else:
            evidence.add(0.3, "same_converted_sum", sum=name, one=one, other=other)
    elif same is False:
        evidence.add(-0.25, "differs", name=name, one=one, other=other)


def compare_attributes(evidence: Evidence) -> None:
    """Compare the attributes that both reports tell; the first that makes two of them ends it."""
    ours, theirs = evidence.first.attributes, evidence.second.attributes
    both = sorted(ours.keys() & theirs.keys())
    same = [name for name in both if _plain(ours[name]) == _plain(theirs[name])]
    for name in both:
        if name in same:
            _agreeing(evidence, name, is_first=name == same[0])
        elif not _is_one_course(evidence, name):
            _differing(evidence, name)
        if evidence.veto:
            return


def _agreeing(evidence: Evidence, name: str, *, is_first: bool) -> None:
    """Of one side much is said in like terms: there a second attribute that agrees tells no more."""
    worth = 0.1 if is_first or evidence.both_sides else 0.0
    told = min(each.attributes[name] for each in (evidence.first, evidence.second))
    evidence.add(0.3 if name in UNIQUE else worth, "same_value", name=name, value=told)


def _is_one_course(evidence: Evidence, name: str) -> bool:
    """Whether two values are phases that one event goes through."""
    values = {_plain(each.attributes[name]) for each in (evidence.first, evidence.second)}
    return values <= evidence.kind.phases.get(name, frozenset())


def _differing(evidence: Evidence, name: str) -> None:
    one, other = sorted(each.attributes[name] for each in (evidence.first, evidence.second))
    if name in TELLING:
        evidence.veto = f"{name} differs: {one} against {other}"
    elif name in CHANGING and not evidence.same_days:
        evidence.part(f"{name} differs on different days")
    elif name in CHANGING:  # one paper's "extends" is another's "imposes" where both tell the day
        worth = -0.05 if evidence.first.when and evidence.second.when else -0.15
        evidence.add(worth, "differs", name=name, one=one, other=other)


def _plain(value: str) -> str:
    """A value of an attribute as it compares: a round is "Series F" in one language and "F" or "F轮" in the other."""
    return fold_name(value).removeprefix("series ").removesuffix(" round").removesuffix("轮").strip()
