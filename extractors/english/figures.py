"""Figures that a passage gives of a company: revenue, profit, valuation, market capitalisation, users, employees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.english.fillers import Filler
from extractors.english.money import find_counts
from extractors.english.parse import Parse
from extractors.english.relation_facts import each, sentence_of
from extractors.english.relation_words import relation_words
from extractors.english.scene import Passage, Scene
from extractors.english.scope import status_of
from extractors.english.slots import Anchor
from extractors.english.syntax import clause_verb, objects, subjects, surface_subject
from extractors.english.values import Values, date_of, token_at
from policygraph.records import Amount, Fact, Mention

_SUBJECTS = frozenset({"Company", "Product", "Organization"})
_LEAST_SUM = 10_000
_LEAST = {"users": 1000, "employees": 10}


@dataclass(frozen=True, slots=True)
class _Figure:
    token: int
    last: int
    amount: Amount


def find_figures(scene: Scene, passage: Passage, values: Values) -> list[Fact]:
    """The figures of a passage, in order."""
    found: list[Fact] = []
    for figure in _sums(passage, values):
        if figure.amount.value < _LEAST_SUM:  # a price, or earnings a share
            continue
        metric = _metric(passage, figure, ("market_cap", "valuation", "revenue", "profit"))
        if metric in ("revenue", "profit") and _is_forecast(passage.parse, figure):
            continue
        if metric == "valuation" and _is_of_deal(passage.parse, figure):
            continue
        found.extend(_facts(scene, passage, figure, metric, values) if metric else ())
    for figure in _numbers(passage, values):
        metric = _metric(passage, figure, ("users", "employees"))
        if metric and figure.amount.value >= _LEAST[metric] and not _is_change(passage, figure, metric):
            found.extend(_facts(scene, passage, figure, metric, values))
    return found


def _sums(passage: Passage, values: Values) -> Iterator[_Figure]:
    for token, span in sorted(values.money.items()):
        if not span.bracketed:
            place, raw = span.amount.mention, passage.parse.raw  # a line may break inside it
            said = replace(place, text=raw[place.start : place.end])
            yield _Figure(token, token, replace(span.amount, mention=said))


def _numbers(passage: Passage, values: Values) -> Iterator[_Figure]:
    parse = passage.parse
    for start, end, value in find_counts(parse.raw):
        first, last = token_at(parse, start), token_at(parse, end - 1)
        if (
            first is None
            or last is None
            or first in values.money
            or first in values.dates
            or parse.start[first] != start
        ):
            continue
        if first not in passage.name_at:
            mention = Mention(start, end, parse.raw[start:end])
            yield _Figure(first, last, Amount(Decimal(value), mention.text, mention))


def _is_change(passage: Passage, figure: _Figure, metric: str) -> bool:
    """Whether a number says how many came, went or were served, not how many there are."""
    parse, words = passage.parse, relation_words()
    verb = clause_verb(parse, figure.token)
    around = {*parse.lemma[max(0, figure.token - 6) : figure.token], parse.lemma[verb] if verb is not None else ""}
    served = metric == "employees" and parse.lower[figure.last + 1 : figure.last + 2] == ["people"]
    return bool(around & words.changes) or (served and not around & words.employing)


def _metric(passage: Passage, figure: _Figure, metrics: tuple[str, ...]) -> str:
    """The metric whose words stand right after the figure, or before it with no other figure between."""
    parse = passage.parse
    first, last = parse.sentences[parse.sentence[figure.token]]
    after = parse.lower[figure.last + 1 : min(last, figure.last + 6)]
    before = parse.lower[max(first, figure.token - 7) : figure.token]
    for words, reach in ((after, 4), (list(reversed(before)), 6)):
        for metric in metrics:
            if any(
                _near(words[:reach], name, backwards=words is not after) for name in relation_words().metrics[metric]
            ):
                return metric
    return ""


_FORECASTS = frozenset(
    {"estimate", "forecast", "expectation", "guidance", "outlook", "target", "consensus", "project", "projection"}
    | {"expect", "predict", "anticipate"}
)


def _is_forecast(parse: Parse, figure: _Figure) -> bool:
    """As in "analysts' estimates of $2.3 billion", "forecast earnings on revenue of $2 billion"."""
    above = [*parse.ancestors(figure.token)]
    verb = clause_verb(parse, figure.token)
    near = above[: above.index(verb) + 1] if verb in above else above
    before = parse.lemma[max(0, figure.token - 4) : figure.token]
    return any(parse.lemma[token] in _FORECASTS for token in near) or bool(_FORECASTS & set(before))


_ENDS = frozenset({",", ";", "and", "from", "while", "that", "which", "than"})


def _near(words: list[str], name: str, *, backwards: bool) -> bool:
    """Whether a metric stands among words, before another figure or clause; "$6bn at a valuation" is no valuation."""
    ends = _ENDS if backwards else _ENDS | {"at"}
    stop = next((i for i, word in enumerate(words) if word in ends or any(c.isdigit() for c in word)), len(words))
    joined = " " + " ".join(reversed(words[:stop]) if backwards else words[:stop]) + " "
    return f" {name} " in joined


_DEALS = frozenset(
    {"deal", "bid", "offer", "contract", "transaction", "acquisition", "takeover", "merger", "purchase", "investment"}
    | {"settlement", "fine", "agreement", "order", "project", "loan", "stake", "buyout"}
)


def _is_of_deal(parse: Parse, figure: _Figure) -> bool:
    """As in "a bid worth around $44.6 billion": that is what the bid comes to, not the bidder."""
    verb = clause_verb(parse, figure.token)
    for token in parse.ancestors(figure.token):
        if token == verb:
            break
        if parse.lemma[token] in _DEALS:
            return True
    subject = surface_subject(parse, verb) if verb is not None else None
    return subject is not None and parse.lemma[subject] in _DEALS


def _facts(scene: Scene, passage: Passage, figure: _Figure, metric: str, values: Values) -> Iterator[Fact]:
    parse = passage.parse
    verb = clause_verb(parse, figure.token)
    if verb is not None and status_of(parse, verb, None, {}).value != "actual":
        return
    who = _whose(scene, passage, figure, verb)
    if who is None or who.player is None:
        return
    when = date_of(parse, Anchor(verb, None), values) if verb is not None else None
    yield Fact(
        type="Metric",
        subject=who.player.iri,
        subject_is_entity=True,
        evidence=sentence_of(passage, figure.token),
        metric=metric,
        amount=figure.amount,
        period=when.edtf if when else "",
        confidence=0.8 if who.certain else 0.65,
        frame=f"Metric/{metric}",
    )


def _whose(scene: Scene, passage: Passage, figure: _Figure, verb: int | None) -> Filler | None:
    """The possessor of the metric, what is valued, or the subject of the clause."""
    parse = passage.parse
    heads: list[int] = []
    for ancestor in [figure.token, *parse.ancestors(figure.token)]:
        if ancestor == verb:
            break
        heads += parse.kids(ancestor, "poss")
        heads += [o for p in parse.kids(ancestor, "prep") for n in parse.kids(p, "pobj") for o in _holders(parse, p, n)]
    if verb is not None:
        if parse.lemma[verb] == "value":
            heads += [t for t in objects(parse, verb) if t != figure.token]
        else:
            heads += [k for s in subjects(parse, verb) for k in parse.kids(s, "poss")]
            heads += subjects(parse, verb)
            subject = surface_subject(parse, verb)
            heads += [subject] if subject is not None else []
            heads += _behind(parse, subject) if subject is not None else []
    candidates = each(scene, passage, [head for head in heads if head != figure.token])
    return next((f for f in candidates if f.kind in _SUBJECTS), None) or _spoken_of(passage, verb)


def _spoken_of(passage: Passage, verb: int | None) -> Filler | None:
    """Whose "Revenue rose to $2 billion" is, where nobody else was named shortly before: the company spoken of."""
    parse = passage.parse
    subject = surface_subject(parse, verb) if verb is not None else None
    if subject is None or parse.lemma[subject] not in _EARNED or parse.kids(subject, "prep", "poss", "compound"):
        return None
    here = parse.sentence[subject]
    near = [n for n in passage.names if here - 2 <= parse.sentence[n.first] < here]
    named = [n for n in near if passage.player_at[n.first].type == "Company" and passage.player_at[n.first].shown]
    if len({passage.player_at[n.first].iri for n in named}) != 1:
        return None
    name = named[-1]
    return Filler(parse.mention(name.first, name.last), "Company", passage.player_at[name.first], certain=False)


_EARNED = frozenset({"revenue", "sale", "profit", "income", "earnings", "earning", "turnover", "revenues", "sales"})


def _holders(parse: Parse, preposition: int, noun: int) -> list[int]:
    """What stands behind a preposition that tells whose it is, its possessor first: "workers at Foxconn's plants"."""
    whose = parse.lower[preposition] in ("to", "at", "of", "from", "for")
    return [*parse.kids(noun, "poss"), noun] if whose else []


def _behind(parse: Parse, subject: int) -> list[int]:
    """Whose figure it is, behind the noun: "visitors to Twitter's site", "revenue at Apple"."""
    markers = parse.kids(subject, "prep")
    return [owner for marker in markers for n in parse.kids(marker, "pobj") for owner in _holders(parse, marker, n)]
