"""Whether the days of two reports speak for one event: when it was, or else when it was told."""

from __future__ import annotations

from graph.consolidation.evidence import Evidence
from graph.consolidation.reports import EventReport, Span

LIKELY = 0.05  # that no day tells two reports apart
NEAR = 3  # days between two dates of one occurrence: time zones, and the day of the news for the day of the deed
MONTH = 31  # days that a date may mean and still tell two occurrences of what seldom happens apart
YEAR = 366
APART = 0.1  # what it takes from the score of what happens often that two reports, by their days, are not near
FAR = 30  # days between two publications beyond which only the sum, the round or the date can show it is one


def compare_times(evidence: Evidence) -> None:
    """Compare when two events were, or were told."""
    ours, theirs = evidence.first.when, evidence.second.when
    before = evidence.score
    if ours and theirs:
        _dates(evidence, ours, theirs)
    elif ours:
        _date_and_publication(evidence, ours, evidence.second)
    elif theirs:
        _date_and_publication(evidence, theirs, evidence.first)
    else:
        _publications(evidence)
    told = evidence.first.tells_time and evidence.second.tells_time
    if told and not evidence.is_seldom and evidence.score == before:
        evidence.add(-APART, "not_near", n=NEAR)


def _dates(evidence: Evidence, ours: Span, theirs: Span) -> None:
    gap = max((theirs.earliest - ours.latest).days, (ours.earliest - theirs.latest).days, 0)
    near = NEAR if min(ours.days, theirs.days) <= NEAR else 0  # who tells two months or years means two
    if gap > near and evidence.once:
        return  # a deal is agreed on one day and closed on another
    if gap > near:
        evidence.veto = f"{gap} days apart"
    else:
        _agreeing_dates(evidence, ours, theirs, gap)


def _agreeing_dates(evidence: Evidence, ours: Span, theirs: Span, gap: int) -> None:
    most, told = max(ours.days, theirs.days), min(ours.edtf, theirs.edtf)
    if most <= NEAR:
        evidence.same_days = True
        evidence.add(0.3 if gap <= 1 else 0.15, "same_date", unit="day", day=told)
    elif most <= MONTH:
        evidence.add(0.3 if evidence.is_seldom else 0.15, "same_date", unit="month", day=told)
    elif most <= YEAR and evidence.is_seldom:
        evidence.add(0.05, "same_date", unit="year", day=told)


def _date_and_publication(evidence: Evidence, dated: Span, other: EventReport) -> None:
    """One report has a date, the other only the day that it was published."""
    if other.published is None or other.background:
        _unknown_time(evidence)
        return
    before = (other.published - dated.latest).days
    after = (dated.earliest - other.published).days
    if max(before, after) > FAR:
        if not evidence.is_certain:
            evidence.part(f"published {max(before, after)} days from the date")
    elif 0 <= before <= NEAR:
        evidence.same_days = dated.days <= NEAR
        evidence.add(0.15, "near_date", n=NEAR)
    elif evidence.is_seldom and dated.days <= MONTH:
        evidence.add(0.05, "month_of_date")


def _unknown_time(evidence: Evidence) -> None:
    """One article has no day: what its participants seldom do is likely to be what the other one tells."""
    if evidence.is_seldom:
        evidence.add(LIKELY, "no_day")
        evidence.is_vague = True


def _publications(evidence: Evidence) -> None:
    ours, theirs = evidence.first, evidence.second
    if ours.published is None or theirs.published is None or ours.background or theirs.background:
        _unknown_time(evidence)
        return
    gap = abs((ours.published - theirs.published).days)
    if gap > FAR:
        if not evidence.is_certain:
            evidence.part(f"published {gap} days apart")
    elif gap <= NEAR:
        evidence.same_days = True
        evidence.add(0.15, "near_publication", n=NEAR)
    elif evidence.is_seldom:
        evidence.add(0.05, "month_of_publication")
