"""Settles each match of the gazetteer: one entry, or none where the context does not bear it out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.gazetteer import Entry, Match, RuleRow, load_gazetteer
from extractors.gazetteer_folding import fold, is_cjk
from extractors.linking_acronyms import with_own_acronyms
from extractors.linking_cues import load_cues, votes
from extractors.linking_sentences import asks_for_capital, sentence_at
from extractors.linking_spans import Hint
from policygraph.records import Article, Mention

_CERTAIN, _BY_RULE, _BY_CONTEXT = 1.0, 0.95, 0.85
_ANSWER = re.compile(r"[：:，]?[^。！？\n]{0,12}(?:回应|反对|反制|敦促|不满|交涉|中方|美方|要求美)")
_CLAUSE_END, _CLAUSE_REACH = re.compile(r"[，。；：:！？\n\s]"), 60


class Decided(NamedTuple):
    """A match and who it names."""

    match: Match
    entry: Entry
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the whole article says of who it is about."""

    text: str
    body: str  # the text, folded
    folded: str  # title and text, folded, padded with spaces
    full: frozenset[str]  # ids named without need of context
    countries: tuple[tuple[int, str], ...]  # (start, country) of what has a country for certain
    totals: Counter[str]  # how often each country stands in title and text


def decide(
    article: Article,
    matches: Sequence[Match],
    title_matches: Sequence[Match],
    hint: Callable[[Mention], Hint | None],
) -> list[Decided]:
    """Settle the matches of an article.

    Args:
        article: where they stand.
        matches: of the text.
        title_matches: of the title; evidence only.
        hint: what the parse says of a mention.

    Returns:
        Those that name somebody, in order; "Beijing" as an actor names the government that sits there.
    """
    matches = with_own_acronyms(article.text, matches)
    evidence = _evidence(article, matches, title_matches)
    kept = [settled for match in matches if (settled := _settle(match, article, evidence, hint)) is not None]
    sure = evidence.full | {one.entry.id for one in kept if one.confidence >= _BY_RULE}
    kept = [one for one in kept if not one.match.needs_full or one.entry.id in sure]
    return [_as_actor(one, article, hint) for one in kept]


def _evidence(article: Article, matches: Sequence[Match], title_matches: Sequence[Match]) -> Evidence:
    certain = [match for match in matches if not match.ambiguous]
    in_title = [match for match in title_matches if not match.ambiguous]
    totals: Counter[str] = Counter(match.entries[0].country for match in (*certain, *in_title))
    totals.pop("", None)
    body = fold(article.text)
    return Evidence(
        text=article.text,
        body=body,
        folded=f" {fold(article.title)}  {body} ",
        full=frozenset(match.entries[0].id for match in (*certain, *in_title) if not match.adjective),
        countries=tuple((match.start, match.entries[0].country) for match in certain if match.entries[0].country),
        totals=totals,
    )


def _settle(
    match: Match, article: Article, evidence: Evidence, hint: Callable[[Mention], Hint | None]
) -> Decided | None:
    if not match.ambiguous:
        return Decided(match, match.entries[0], _CERTAIN)
    if match.needs_full:
        return _family_name(match, evidence)
    rule = match.rule
    if rule is not None and not _allowed(match, rule, article, evidence):
        return None
    if rule is not None and _opens(match, rule, article, evidence) and not _is_company_here(match, article, hint):
        return None
    return _chosen(match, rule, article, evidence)


def _family_name(match: Match, evidence: Evidence) -> Decided | None:
    """The person of that family name whose full name the article has; the one named last before it where two are."""
    present = [entry for entry in match.entries if entry.id in evidence.full]
    if not present:
        return None

    def place(entry: Entry) -> int:
        return max((evidence.body.rfind(fold(name), 0, match.start) for name in _full_names(entry)), default=-1)

    last = max(present, key=place) if len(present) > 1 else present[0]
    return Decided(match, last, _CERTAIN if len(present) == 1 else _BY_CONTEXT)


def _full_names(entry: Entry) -> list[str]:
    return [name for names in entry.names.values() for name in names if " " in name or "·" in name]


def _allowed(match: Match, rule: RuleRow, article: Article, evidence: Evidence) -> bool:
    text = article.text
    known = any(entry.id in evidence.full for entry in match.entries)
    if _touches(rule.not_before, fold(text[match.end : match.end + 24]), after=True):
        return False
    if _touches(rule.not_after, fold(text[max(0, match.start - 24) : match.start]), after=False):
        return False
    if rule.title and not _is_title(text, match):
        return False
    if rule.unless and _has_any(fold(sentence_at(text, match.start)), rule.unless):
        return False
    if rule.needs and not known and not _has_any(evidence.folded, rule.needs):
        return False
    return known or not rule.full


def _opens(match: Match, rule: RuleRow, article: Article, evidence: Evidence) -> bool:
    """Whether a common word has its capital from where it stands, and nothing in the article says whom it names."""
    known = any(entry.id in evidence.full for entry in match.entries)
    capital = article.lang == "en" and not is_cjk(article.text[match.start])
    return rule.word and capital and not known and asks_for_capital(article.text, match.start)


def _is_company_here(match: Match, article: Article, hint: Callable[[Mention], Hint | None]) -> bool:
    """As in "Canon was fined", "Apple chief executive Tim Cook": only somebody is fined, only a company has a chief."""
    mention = Mention(match.start, match.end, article.text[match.start : match.end])
    said = hint(mention)
    after = fold(article.text[match.end : match.end + 24])
    return bool(said and said.acts) or votes(load_cues("en"), "", after, ("Company",))["Company"] > 0


def _is_title(text: str, match: Match) -> bool:
    """Whether a name stands alone between the marks that Chinese puts around titles."""
    return text[match.start - 1 : match.start] in ("《", "〈") and text[match.end : match.end + 1] in ("》", "〉")


def _touches(words: Sequence[str], beside: str, *, after: bool) -> bool:
    for word in words:
        folded = fold(word).strip()
        stripped = beside.lstrip() if after else beside.rstrip()
        if after and stripped.startswith(folded) and (is_cjk(folded[0]) or not stripped[len(folded) :][:1].isalnum()):
            return True
        start = len(stripped) - len(folded)
        if not after and stripped.endswith(folded) and (is_cjk(folded[0]) or not stripped[start - 1 : start].isalnum()):
            return True
    return False


def _has_any(folded: str, words: Sequence[str]) -> bool:
    padded = f" {folded} "
    return any((key if is_cjk(key[0]) else f" {key} ") in padded for key in (fold(word).strip() for word in words))


def _chosen(match: Match, rule: RuleRow | None, article: Article, evidence: Evidence) -> Decided:
    if len(match.entries) == 1:
        return Decided(match, match.entries[0], _BY_RULE)
    by_country = rule is not None and rule.by == "country"
    if by_country and article.lang == "zh-Hans" and _answers(article.text, match):
        return Decided(match, match.entries[0], _BY_CONTEXT)
    named = [entry for entry in match.entries if entry.id in evidence.full]
    if len(named) == 1:
        return Decided(match, named[0], _BY_RULE)
    if by_country:
        return _by_country(match, article, evidence)
    return Decided(match, match.entries[0], _BY_CONTEXT)


def _by_country(match: Match, article: Article, evidence: Evidence) -> Decided:
    """The body of the country that the text speaks of: near before the name, then in the whole article.

    A bare name in Simplified Chinese (商务部) means the likeliest, unless its own clause names another's country or
    the article speaks of no other country and nobody answers one.
    """
    home = match.entries[0].country
    bare = article.lang == "zh-Hans" and bool(evidence.totals[home] or _answers(article.text, match))
    begin = (
        _clause_start(article.text, match.start) if bare else match.start - len(sentence_at(article.text, match.start))
    )
    near = [country for start, country in evidence.countries if begin <= start < match.start]
    if article.lang == "zh-Hans" and not near:
        return Decided(match, match.entries[0], _BY_CONTEXT)
    weights: Counter[str] = Counter()
    total = sum(evidence.totals.values()) or 1
    for entry in match.entries:
        weights[entry.id] = int(1000 * evidence.totals[entry.country] / total)
        weights[entry.id] += 1000 if near and near[-1] == entry.country else 0
    best = max(match.entries, key=lambda entry: weights[entry.id])
    return Decided(match, best, _BY_CONTEXT)


def _answers(text: str, match: Match) -> bool:
    """Whether a body answers what another country did (商务部回应, 外交部：坚决反对)."""
    return bool(_ANSWER.match(text, match.end))


def _clause_start(text: str, at: int) -> int:
    floor = max(0, at - _CLAUSE_REACH)
    return max((found.end() for found in _CLAUSE_END.finditer(text, floor, at)), default=floor)


def _as_actor(one: Decided, article: Article, hint: Callable[[Mention], Hint | None]) -> Decided:
    if not one.entry.acts_for:
        return one
    mention = Mention(one.match.start, one.match.end, article.text[one.match.start : one.match.end])
    said = hint(mention)
    if said is None or not said.acts:
        return one
    return Decided(one.match, load_gazetteer().entry(one.entry.acts_for), _BY_CONTEXT)
