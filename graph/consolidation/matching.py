"""Whether two reports are of one occurrence, and why. Precision first: what is not shown to be one stays two.

The evidence adds up to a score; a veto ends the comparison. The weights were set by hand for precision and are
measured in docs/quality.md; nothing here names an event type: which roles identify an event is in the ontology.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from graph.consolidation.reports import EventReport, Span, Sum
from graph.consolidation.sums import compare_sums, year_of_sums
from ontology.vocabulary import load_vocabulary
from policygraph.identifiers import fold_name

THRESHOLD = 0.6
LIKELY = 0.05  # that no day tells two reports apart
NEAR = 3  # days between two dates of one occurrence: time zones, and the day of the news for the day of the deed
MONTH = 31  # days that a date may mean and still tell two occurrences of what seldom happens apart
YEAR = 366
FAR = 30  # days between two publications beyond which only the sum, the round or the date can show it is one
UNIQUE = frozenset({"round"})  # attributes that a company has once: there is one Series F
TELLING = frozenset({"round", "claim"})  # attributes whose difference makes two occurrences of two reports
CHANGING = frozenset({"action", "stage", "outcome", "kind"})  # attributes that tell stages apart when days do as well


@dataclass(frozen=True, slots=True)
class Match:
    """What two reports have in common."""

    score: float
    reasons: tuple[str, ...]
    veto: str = ""  # why they cannot be one
    is_firm: bool = True  # whether the veto stands where other reports link the two
    shared: frozenset[str] = frozenset()  # IRIs of the entities that take part in both
    is_vague: bool = False  # whether they are one only as long as nothing else can be meant

    @property
    def is_one(self) -> bool:
        """Whether the two are of one occurrence."""
        return not self.veto and self.score >= THRESHOLD


def match(first: EventReport, second: EventReport, *, alike: bool = False) -> Match:
    """Compare two reports; it does not matter which comes first.

    Args:
        first: one of them.
        second: the other.
        alike: whether their articles tell of one happening in like words.
    """
    evidence = _Evidence(first, second)
    for part in (_type, _participants, _sums, _time, _attributes, _others):
        part(evidence)
        if evidence.veto:
            return Match(0.0, (), evidence.veto, evidence.is_firm)
    if alike:
        evidence.add(0.1, "their articles tell one story")
    vague = evidence.is_vague and round(evidence.score - LIKELY, 4) < THRESHOLD
    return Match(min(round(evidence.score, 4), 1.0), tuple(evidence.reasons), shared=evidence.shared, is_vague=vague)


class _Evidence:
    """What was found so far."""

    def __init__(self, first: EventReport, second: EventReport) -> None:
        self.first = first
        self.second = second
        self.score = 0.0
        self.reasons: list[str] = []
        self.veto = ""
        self.is_firm = True
        self.key_entities: frozenset[str] = frozenset()
        self.shared: frozenset[str] = frozenset()
        self.same_days = False
        self.both_sides = False  # each group of roles that identifies the type has somebody in common
        self.once = False  # the participants have one such event at most
        self.same_sums = False
        self.is_vague = False

    @property
    def is_certain(self) -> bool:
        """Whether it is told by more than time which event is meant."""
        return self.once or (self.both_sides and self.same_sums)

    @property
    def is_seldom(self) -> bool:
        """Whether the same participants are unlikely to have the next such event within a month."""
        return load_vocabulary().event_types[self.first.type].recurrence != "often"

    def part(self, veto: str) -> None:
        """Part the two for time alone; other reports may link them all the same, unless such events recur."""
        self.veto = veto
        self.is_firm = not self.is_seldom

    def add(self, score: float, reason: str) -> None:
        self.score += score
        self.reasons.append(reason)


_Part = Callable[[_Evidence], None]


def _type(evidence: _Evidence) -> None:
    if evidence.first.type != evidence.second.type:
        evidence.veto = "different types"
    elif evidence.first.article == evidence.second.article:
        evidence.veto = "one article tells them apart"


def _participants(evidence: _Evidence) -> None:
    kind = load_vocabulary().event_types[evidence.first.type]
    shared: set[str] = set()
    matched = 0
    for roles in kind.key_roles:
        ours, theirs = _fillers(evidence.first, roles), _fillers(evidence.second, roles)
        common = (ours & theirs) or _one_for_another(evidence, ours, theirs)
        if ours and theirs and not common:
            evidence.veto = f"different {' or '.join(sorted(roles))}"
            return
        matched += bool(common)
        shared |= common
    evidence.key_entities = frozenset(shared)
    everyone = matched == len(kind.key_roles)
    evidence.both_sides = everyone and (matched > 1 or len(shared & _everyone_in_both(evidence)) > 1)
    evidence.once = kind.recurrence == "once" and evidence.both_sides
    if not matched:
        evidence.veto = "no participant in common"
    elif matched > 1 or len(shared & _everyone_in_both(evidence)) > 1:
        evidence.add(0.55, "same participants")
    else:
        evidence.add(0.3, "same participant")
    if evidence.once:
        evidence.add(0.1, "they do so once")


def _everyone_in_both(evidence: _Evidence) -> frozenset[str]:
    return evidence.first.everyone & evidence.second.everyone


def _one_for_another(evidence: _Evidence, ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """Two organs of one state of which one is the state or its government: the one acts for the other."""
    for mine in sorted(ours):
        for its in sorted(theirs):
            first, second = evidence.first.organs.get(mine), evidence.second.organs.get(its)
            if first and second and first.country == second.country and (first.is_whole or second.is_whole):
                evidence.reasons.append("one acts for the other")
                return frozenset({mine, its})
    return frozenset()


def _fillers(report: EventReport, roles: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(report.entities.get(role, frozenset()) for role in roles))


def _time(evidence: _Evidence) -> None:
    ours, theirs = evidence.first.when, evidence.second.when
    if ours and theirs:
        _dates(evidence, ours, theirs)
    elif ours or theirs:
        _date_and_publication(evidence, ours or theirs, evidence.second if ours else evidence.first)
    else:
        _publications(evidence)


def _dates(evidence: _Evidence, ours: Span, theirs: Span) -> None:
    gap = max((theirs.earliest - ours.latest).days, (ours.earliest - theirs.latest).days, 0)
    precise = max(ours.days, theirs.days) <= NEAR
    near = NEAR if min(ours.days, theirs.days) <= NEAR else 0  # who tells two months or years means two
    if gap > near and evidence.once:
        return  # a deal is agreed on one day and closed on another
    if gap > near:
        evidence.veto = f"{gap} days apart"
    elif precise:
        evidence.same_days = True
        evidence.add(0.3 if gap <= 1 else 0.15, f"same day: {min(ours.edtf, theirs.edtf)}")
    elif max(ours.days, theirs.days) <= MONTH:
        evidence.add(0.3 if evidence.is_seldom else 0.15, f"same month: {min(ours.edtf, theirs.edtf)}")
    elif max(ours.days, theirs.days) <= YEAR and evidence.is_seldom:
        evidence.add(0.05, f"same year: {min(ours.edtf, theirs.edtf)}")


def _date_and_publication(evidence: _Evidence, dated: Span | None, other: EventReport) -> None:
    """One report has a date, the other only the day that it was published."""
    if dated is None or other.published is None or other.background:
        _unknown_time(evidence)
        return
    before = (other.published - dated.latest).days
    after = (dated.earliest - other.published).days
    if max(before, after) > FAR:
        if not evidence.is_certain:
            evidence.part(f"published {max(before, after)} days from the date")
    elif 0 <= before <= NEAR:
        evidence.add(0.15, f"published within {NEAR} days of it")
    elif evidence.is_seldom:
        evidence.add(0.05, "published within a month of it")


def _unknown_time(evidence: _Evidence) -> None:
    """One article has no day: what its participants seldom do is likely to be what the other one tells."""
    if evidence.is_seldom:
        evidence.add(LIKELY, "no day is known that tells them apart")
        evidence.is_vague = True


def _publications(evidence: _Evidence) -> None:
    ours, theirs = evidence.first.published, evidence.second.published
    if (ours is None or theirs is None) and not (evidence.first.background or evidence.second.background):
        _unknown_time(evidence)
        return
    if ours is None or theirs is None or evidence.first.background or evidence.second.background:
        _unknown_time(evidence)
        return
    gap = abs(ours - theirs)
    if gap > timedelta(days=FAR):
        if not evidence.is_certain:
            evidence.part(f"published {gap.days} days apart")
    elif gap <= timedelta(days=NEAR):
        evidence.same_days = True
        evidence.add(0.15, f"published within {NEAR} days of each other")
    elif evidence.is_seldom:
        evidence.add(0.05, "published within a month of each other")


def _sums(evidence: _Evidence) -> None:
    for name in ("amount", "valuation"):
        ours, theirs = getattr(evidence.first, name), getattr(evidence.second, name)
        if ours is not None and theirs is not None:
            _sum(evidence, name, ours, theirs)


def _sum(evidence: _Evidence, name: str, ours: Sum, theirs: Sum) -> None:
    same = compare_sums(ours, theirs, year_of_sums(evidence.first, evidence.second))
    told = sorted((ours.text, theirs.text))
    if same:
        evidence.same_sums = True
        evidence.add(0.3, f"same {name}: {told[0] if ours.currency == theirs.currency else ' for '.join(told)}")
    elif same is False:
        evidence.add(-0.25, f"{name} differs: {' against '.join(told)}")


def _attributes(evidence: _Evidence) -> None:
    ours, theirs = evidence.first.attributes, evidence.second.attributes
    agreeing = 0
    for name in sorted(ours.keys() & theirs.keys()):
        mine, its = _plain(ours[name]), _plain(theirs[name])
        if mine == its:
            agreeing += 1
            worth = 0.1 if agreeing == 1 or evidence.both_sides else 0.0  # of one side much is said in like terms
            evidence.add(0.3 if name in UNIQUE else worth, f"same {name}: {ours[name]}")
        elif name in TELLING:
            evidence.veto = f"{name} differs: {' against '.join(sorted((ours[name], theirs[name])))}"
        elif {mine, its} <= load_vocabulary().event_types[evidence.first.type].phases.get(name, frozenset()):
            continue
        elif name in CHANGING and not evidence.same_days:
            evidence.part(f"{name} differs on different days")
        elif name in CHANGING:
            worth = (
                -0.05 if evidence.first.when and evidence.second.when else -0.15
            )  # one paper's "extends", another's "imposes"
            evidence.add(worth, f"{name} differs: {' against '.join(sorted((ours[name], theirs[name])))}")


def _plain(value: str) -> str:
    """A value of an attribute as it compares: a round is "Series F" in one language and "F" or "F轮" in the other."""
    return fold_name(value).removeprefix("series ").removesuffix(" round").removesuffix("轮").strip()


def _others(evidence: _Evidence) -> None:
    """Participants beyond those that identify the type, and the words for those that have no name."""
    evidence.shared = evidence.first.everyone & evidence.second.everyone
    common = evidence.shared - evidence.key_entities
    if common:
        evidence.add(min(0.1 * len(common), 0.2), f"{len(common)} more in both")
    ours, theirs = evidence.first.phrases, evidence.second.phrases
    same = {role for role in ours.keys() & theirs.keys() if _folded(ours[role]) & _folded(theirs[role])}
    if same:
        telling = any(same & roles for roles in load_vocabulary().event_types[evidence.first.type].key_roles)
        evidence.add(0.2 if telling else 0.1, "the same words for somebody unnamed")


def _folded(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(fold_name(phrase) for phrase in phrases)
