"""How well extractions agree with gold: entities, events, roles, facts, and the values of events that were found.

The rules are those of the annotation guidelines' scorer. Gold and predictions are articles as ``extraction.to_json``
writes them; a predicted ``evidence`` may be a string or ``{"start", "end", "text"}``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import opencc

from ontology.vocabulary import load_vocabulary

Json = Mapping[str, Any]
Names = frozenset[str]
AliasTable = Mapping[str, frozenset[str]]

_SUFFIX = re.compile(
    r"\b(incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|plc|gmbh|ag|sa|nv|bv|pte|holdings?|group)\b"
    r"|股份有限公司|有限责任公司|有限公司|集团|公司"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class Tally:
    """What was right, wrong and missed."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def add(self, tp: int = 0, fp: int = 0, fn: int = 0) -> None:
        """Count more of each."""
        self.tp += tp
        self.fp += fp
        self.fn += fn

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 0 where there are none."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is none."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def row(self) -> dict[str, float | int]:
        """The tally as the scorer prints it."""
        shares = {"p": round(self.precision, 3), "r": round(self.recall, 3), "f1": round(self.f1, 3)}
        return {**shares, "tp": self.tp, "fp": self.fp, "fn": self.fn}


@dataclass(slots=True)
class Share:
    """How many of the cases were right."""

    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        """Count one case."""
        self.right += right
        self.total += 1

    @property
    def value(self) -> float:
        """The share that was right; 0 where there was no case."""
        return self.right / self.total if self.total else 0.0


@dataclass(slots=True)
class Scores:
    """What came of a comparison, over all articles."""

    tallies: dict[str, Tally] = field(default_factory=dict)  # "event", "event/Lawsuit", "key", "role", "fact", ...
    shares: dict[str, Share] = field(default_factory=dict)  # "amount", "date", "status": over matched events
    errors: list[str] = field(default_factory=list)  # one line for each event that is missed, extra or not identified

    def tally(self, name: str) -> Tally:
        """The tally of that name, empty where nothing was counted yet."""
        return self.tallies.setdefault(name, Tally())

    def count(self, name: str, detail: str, tp: int = 0, fp: int = 0, fn: int = 0) -> None:
        """Count under ``name`` and under ``name/detail``."""
        self.tally(name).add(tp, fp, fn)
        self.tally(f"{name}/{detail}").add(tp, fp, fn)

    def share(self, name: str) -> Share:
        """The share of that name."""
        return self.shares.setdefault(name, Share())

    def to_json(self) -> dict[str, Any]:
        """The scores in the form that the scorer prints with ``--json``."""
        rows: dict[str, Any] = {name: self.tallies[name].row() for name in sorted(self.tallies)}
        return rows | {f"{name}_accuracy": round(share.value, 3) for name, share in self.shares.items() if share.total}


@lru_cache(maxsize=1)
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=65536)
def normalise(name: str) -> str:
    """A name as it is compared: case, width, script, articles, punctuation and company suffixes set aside."""
    folded = _to_simplified().convert(unicodedata.normalize("NFKC", name)).casefold()
    bare = re.sub(r"[^\w]+", " ", folded.replace("'s", "").replace("’s", ""))
    bare = re.sub(r"^(the|a|an) ", "", bare).strip()
    return re.sub(r"\s+", " ", _SUFFIX.sub(" ", bare)).strip() or bare


def same(one: Names, other: Names) -> bool:
    """Whether two sets of names mean the same: one in common, or one a prefix of the other by whole words."""
    return bool(one & other) or any(_contains(*sorted((a, b), key=len)) for a in one for b in other)


def _contains(short: str, long: str) -> bool:
    if len(short) < 3:
        return False
    if _HAN.search(short):
        return short in long
    return long.startswith(short + " ") or (len(short.split()) > 1 and short in long)


def _alias_table(article: Json) -> dict[str, frozenset[str]]:
    table = {}
    for entity in article.get("entities", []):
        mentions = (m["text"] if isinstance(m, Mapping) else m for m in entity.get("mentions", []))
        table[entity["name"]] = frozenset({entity["name"], *entity.get("aliases", []), *mentions})
    return table


def _names(filler: Any, table: AliasTable) -> Names:
    forms = {normalise(str(filler))} | {normalise(str(alias)) for alias in table.get(filler, ())}
    return frozenset(form for form in forms if form)


def _fillers(event: Json) -> Iterator[tuple[str, str]]:
    for role, values in (event.get("args") or {}).items():
        for value in values if isinstance(values, list) else [values]:
            if value:
                yield role, value


def _span(event: Json, text: str) -> tuple[int, int] | None:
    evidence = event.get("evidence")
    if isinstance(evidence, Mapping) and "start" in evidence:
        return evidence["start"], evidence["end"]
    words = evidence.get("text") if isinstance(evidence, Mapping) else evidence
    start = text.find(words) if words else -1
    return (start, start + len(words)) if words and start >= 0 else None


@dataclass(frozen=True, slots=True)
class _Pair:
    """An article as gold has it and as it was predicted."""

    gold: Json
    predicted: Json
    gold_names: AliasTable
    predicted_names: AliasTable

    @classmethod
    def of(cls, gold: Json, predicted: Json) -> _Pair:
        return cls(gold, predicted, _alias_table(gold), _alias_table(predicted))

    def common_roles(self, gold: Json, predicted: Json) -> list[tuple[str, str]]:
        """(role, gold filler) of the fillers that agree, one to one."""
        wanted = [(role, value, _names(value, self.gold_names)) for role, value in _fillers(gold)]
        used: set[int] = set()
        for role, value in _fillers(predicted):
            names = _names(value, self.predicted_names)
            free = (i for i, (r, _, n) in enumerate(wanted) if i not in used and r == role and same(n, names))
            used |= {next(free, -1)} - {-1}
        return [(wanted[i][0], wanted[i][1]) for i in sorted(used)]

    def similarity(self, gold: Json, predicted: Json) -> float:
        """How alike two events are; 0 where they cannot be the same."""
        if gold["type"] != predicted["type"]:
            return 0.0
        hits = len(self.common_roles(gold, predicted))
        overlap = self._overlap(gold, predicted)
        if not hits and not overlap:
            return 0.0
        most = max(sum(1 for _ in _fillers(gold)), sum(1 for _ in _fillers(predicted)), 1)
        amount, day = _both_amounts_agree(gold, predicted), _both_dates_agree(gold, predicted)
        return hits / most + 0.3 * overlap + 0.2 * amount + 0.1 * day + 0.01

    def _overlap(self, gold: Json, predicted: Json) -> bool:
        text = self.gold["text"]
        one, other = _span(gold, text), _span(predicted, text)
        return bool(one and other and one[0] < other[1] and other[0] < one[1])

    def matches(self) -> list[tuple[int, int]]:
        """Pairs of indices of events that are the same, the most alike first, one to one."""
        gold, predicted = self.gold.get("events", []), self.predicted.get("events", [])
        scored = ((self.similarity(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted))
        pairs: list[tuple[int, int]] = []
        for likeness, i, j in sorted(scored, reverse=True):
            if likeness > 0 and all(i != other_i and j != other_j for other_i, other_j in pairs):
                pairs.append((i, j))
        return pairs

    def identified(self, gold: Json, predicted: Json) -> bool:
        """Whether each key role that gold fills is right and hardly any is wrong."""
        groups = load_vocabulary().event_types[gold["type"]].key_roles
        hits = self.common_roles(gold, predicted)
        roles = {role for role, _ in hits}
        in_gold, in_predicted = {role for role, _ in _fillers(gold)}, {role for role, _ in _fillers(predicted)}
        for group in groups:
            if not roles & group and (in_gold | in_predicted) & group:
                return False
        keys = frozenset[str]().union(*groups)
        right = sum(1 for role, _ in hits if role in keys)
        wrong = sum(1 for role, _ in _fillers(predicted) if role in keys) - right
        return wrong <= max(0, right // 2)


def _amounts_agree(gold: Json, predicted: Json) -> bool:
    one, other = gold.get("amount"), predicted.get("amount")
    if not one or not other:
        return not one and not other
    return _close(one.get("value"), other.get("value")) and one.get("currency") == other.get("currency")


def _both_amounts_agree(gold: Json, predicted: Json) -> bool:
    return bool(gold.get("amount") and predicted.get("amount")) and _amounts_agree(gold, predicted)


def _close(one: Any, other: Any) -> bool:
    try:
        x, y = float(one), float(other)
    except (TypeError, ValueError):
        return False
    return abs(x - y) <= 0.01 * max(abs(x), abs(y))


def _dates_agree(gold: Json, predicted: Json) -> bool:
    one, other = gold.get("date"), predicted.get("date")
    if not one or not other:
        return not one and not other
    length = min(len(one), len(other), 10)
    return bool(one[:length] == other[:length])


def _both_dates_agree(gold: Json, predicted: Json) -> bool:
    return bool(gold.get("date") and predicted.get("date")) and _dates_agree(gold, predicted)


def _score_entities(pair: _Pair, scores: Scores) -> None:
    gold = [(e["type"], _names(e["name"], pair.gold_names)) for e in pair.gold.get("entities", [])]
    used: set[int] = set()
    for entity in pair.predicted.get("entities", []):
        kind, names = entity["type"], _names(entity["name"], pair.predicted_names)
        found = next((i for i, (k, n) in enumerate(gold) if i not in used and k == kind and same(n, names)), None)
        if found is not None:
            used.add(found)
            scores.count("entity", kind, tp=1)
        elif kind != "Place":  # gold names a place only where it takes part in something
            scores.count("entity", kind, fp=1)
    for i, (kind, _) in enumerate(gold):
        scores.count("entity", kind, fn=i not in used)


def _score_match(pair: _Pair, gold: Json, predicted: Json, scores: Scores) -> None:
    identified = pair.identified(gold, predicted)
    scores.count("event", gold["type"], tp=1)
    scores.count("key", gold["type"], tp=identified, fp=not identified, fn=not identified)
    hits = len(pair.common_roles(gold, predicted))
    n_gold, n_predicted = sum(1 for _ in _fillers(gold)), sum(1 for _ in _fillers(predicted))
    scores.tally("role").add(tp=hits, fp=n_predicted - hits, fn=n_gold - hits)
    if gold.get("amount") or predicted.get("amount"):
        scores.share("amount").add(_amounts_agree(gold, predicted))
    if gold.get("date"):
        scores.share("date").add(_dates_agree(gold, predicted))
    scores.share("status").add(gold.get("status", "actual") == predicted.get("status", "actual"))
    if not identified:
        scores.errors.append(_error(pair, "KEY", gold, f"gold {gold.get('args')} predicted {predicted.get('args')}"))


def _error(pair: _Pair, what: str, event: Json, detail: str) -> str:
    return f"[{pair.gold['id']}] {what} {event['type']}: {detail}"


def _score_events(pair: _Pair, scores: Scores) -> None:
    gold, predicted = pair.gold.get("events", []), pair.predicted.get("events", [])
    matches = pair.matches()
    for i, j in matches:
        _score_match(pair, gold[i], predicted[j], scores)
    for i, event in enumerate(gold):
        if all(i != k for k, _ in matches):
            _count_unmatched(pair, event, scores, missed=True)
    for j, event in enumerate(predicted):
        if all(j != k for _, k in matches):
            _count_unmatched(pair, event, scores, missed=False)


def _count_unmatched(pair: _Pair, event: Json, scores: Scores, *, missed: bool) -> None:
    fillers = sum(1 for _ in _fillers(event))
    for name in ("event", "key"):
        scores.count(name, event["type"], fp=not missed, fn=missed)
    scores.tally("role").add(fp=0 if missed else fillers, fn=fillers if missed else 0)
    detail = f"{event.get('args')} <- {event.get('evidence')!r}"
    scores.errors.append(_error(pair, "MISS" if missed else "EXTRA", event, detail))


def _facts_agree(pair: _Pair, gold: Json, predicted: Json) -> bool:
    subjects = (
        _names(gold.get("subject", ""), pair.gold_names),
        _names(predicted.get("subject", ""), pair.predicted_names),
    )
    if gold.get("type") != predicted.get("type") or not same(*subjects):
        return False
    if gold["type"] == "Metric":
        return _metric(gold) == _metric(predicted) and _close(gold.get("value"), predicted.get("value"))
    objects = _names(gold.get("object", ""), pair.gold_names), _names(predicted.get("object", ""), pair.predicted_names)
    return same(*objects)


def _metric(fact: Json) -> Any:
    return (fact.get("attrs") or {}).get("metric", fact.get("metric"))


def _score_facts(pair: _Pair, scores: Scores) -> None:
    gold, predicted = pair.gold.get("facts", []), pair.predicted.get("facts", [])
    used: set[int] = set()
    for fact in predicted:
        found = next((i for i, g in enumerate(gold) if i not in used and _facts_agree(pair, g, fact)), None)
        used |= set() if found is None else {found}
        scores.tally("fact").add(tp=found is not None, fp=found is None)
    scores.tally("fact").add(fn=len(gold) - len(used))


def evaluate(gold: Sequence[Json], predicted: Iterable[Json]) -> Scores:
    """Compare predicted articles with gold ones, joined on ``id``.

    Args:
        gold: articles with gold entities, events and facts.
        predicted: articles as ``extraction.to_json`` gives them; those without a gold one are not looked at.

    Returns:
        Scores over all gold articles; an article without a prediction counts as one in which nothing was found.
    """
    by_id = {article["id"]: article for article in predicted}
    scores = Scores()
    for article in gold:
        pair = _Pair.of(article, by_id.get(article["id"], {}))
        _score_entities(pair, scores)
        _score_events(pair, scores)
        _score_facts(pair, scores)
    return scores
