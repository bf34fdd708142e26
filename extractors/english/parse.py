"""A parsed passage as plain lists: what the rest of the reader looks at once spaCy is done with it."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc

from extractors.english.circles import without_circles
from extractors.english.date_words import names_day
from extractors.english.mending import mend
from extractors.english.money import is_money
from extractors.english.tickers import Cut
from extractors.english.wrapping import unwrapped
from policygraph.records import Field, Mention


@dataclasses.dataclass(frozen=True, slots=True)
class Parse:
    """Tokens with their dependency tree; every list is indexed by token.

    Token indices are positions in these lists; ``start`` and ``end`` are code points into the passage.
    """

    raw: str  # the passage as given
    flat: str  # the same without line breaks inside sentences: what names, dates and sums are looked for in
    field: Field
    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]  # universal part of speech
    tag: list[str]  # Penn Treebank tag
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    sentence: list[int]  # number of the sentence that the token stands in
    sentences: list[tuple[int, int]]  # first token and the one after the last
    names: list[tuple[int, int, str]]  # spans that the model takes for names, with its label
    children: list[list[int]] = dataclasses.field(default_factory=list)

    def __len__(self) -> int:
        return len(self.text)

    def mention(self, first: int, last: int) -> Mention:
        """The span from token ``first`` up to token ``last``, exclusive."""
        begin, stop = self.start[first], self.end[last - 1]
        return Mention(begin, stop, self.raw[begin:stop], self.field)

    def tokens(self, begin: int, stop: int) -> tuple[int, int] | None:
        """First token and the one after the last of a span of characters; None where it cuts a token."""
        first = bisect_right(self.start, begin) - 1
        last = bisect_right(self.start, stop - 1)
        if first < 0 or last <= first or self.start[first] != begin:
            return None
        if self.end[last - 1] != stop and self.raw[stop : self.end[last - 1]] != ".":  # "... site X." is one token
            return None
        return first, last

    def subtree(self, token: int) -> list[int]:
        """The token and all that hangs on it, in order."""
        found, waiting = [], [token]
        while waiting:
            current = waiting.pop()
            found.append(current)
            waiting.extend(self.children[current])
        return sorted(found)

    def ancestors(self, token: int) -> Iterator[int]:
        """What the token hangs on, the nearest first."""
        for _ in self.head:  # no more than there are tokens: while it is mended, a tree may have a circle
            if self.head[token] == token:
                return
            token = self.head[token]
            yield token

    def kids(self, token: int, *deps: str) -> list[int]:
        """The children of a token in these relations, in order."""
        return [child for child in self.children[token] if self.dep[child] in deps]


def parse_of(doc: Doc, passage_field: Field, raw: str, cut: Cut) -> Parse:
    """Take from a Doc what the reader needs.

    Args:
        doc: parsed.
        passage_field: "text" or "title".
        raw: the passage as given (a title may have been parsed in another case).
        cut: what was parsed, and where its characters stand in ``raw``.
    """
    spans = [(sentence.start, sentence.end) for sentence in doc.sents] if len(doc) else []
    numbers = [0] * len(doc)
    for number, (first, last) in enumerate(spans):
        numbers[first:last] = [number] * (last - first)
    rows = doc.to_array(["IDX", "LENGTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "HEAD"]).tolist()
    word = _Words(doc)
    starts = [cut.offset(row[0]) for row in rows] if cut.places else [row[0] for row in rows]
    parse = Parse(
        raw=raw,
        flat=unwrapped(raw),
        field=passage_field,
        text=[raw[start : start + row[1]] for start, row in zip(starts, rows, strict=True)],
        lower=[word[row[2]] for row in rows],
        lemma=[word[row[3]].lower() for row in rows],
        pos=[word[row[4]] for row in rows],
        tag=[word[row[5]] for row in rows],
        dep=[word[row[6]] for row in rows],
        head=[token + _signed(row[7]) for token, row in enumerate(rows)],
        start=starts,
        end=[start + row[1] for start, row in zip(starts, rows, strict=True)],
        sentence=numbers,
        sentences=spans,
        names=[(entity.start, entity.end, entity.label_) for entity in doc.ents],
        children=[[] for _ in rows],
    )
    given = tuple(parse.head), tuple(parse.dep)
    _mend_money(parse)
    _mend_sums(parse)
    _mend_fines(parse)
    _mend_days(parse)
    _mend_gerunds(parse)
    mend(parse)
    without_circles(parse, *given)
    for token, head in enumerate(parse.head):
        if head != token:
            parse.children[head].append(token)
    _mend_infinitives(parse)
    return parse


def _mend_infinitives(parse: Parse) -> None:
    """As in "a bill to ban TikTok": an infinitive completes the noun, and is no relative clause about it."""
    for token, relation in enumerate(parse.dep):
        if relation == "relcl" and parse.tag[token] == "VB":
            kids = parse.children[token]
            if any(parse.lower[kid] == "to" for kid in kids) and not any(parse.dep[kid] == "nsubj" for kid in kids):
                parse.dep[token] = "acl"


class _Words(dict[int, str]):
    """The strings behind spaCy's numbers, each looked up once."""

    def __init__(self, doc: Doc) -> None:
        self._strings = doc.vocab.strings

    def __missing__(self, key: int) -> str:
        self[key] = found = self._strings[key] if key else ""
        return found


def _signed(offset: int) -> int:
    """A head's distance, which spaCy hands out as an unsigned 64-bit number."""
    return offset - (1 << 64) if offset >= 1 << 63 else offset


def _mend_money(parse: Parse) -> None:
    """Take names apart from the sum after them: in "fined Google €4.34 billion" Google is no part of the sum."""
    for token, head in enumerate(parse.head):
        part = parse.dep[token] in ("compound", "nmod", "quantmod", "amod") and parse.pos[token] in ("PROPN", "NOUN")
        if (
            part
            and head > token
            and is_money(parse.text[head])
            and parse.dep[head] in ("dobj", "conj", "appos", "dative")
        ):
            parse.head[token], parse.dep[token] = (
                parse.head[head],
                "dobj" if parse.dep[head] == "dative" else parse.dep[head],
            )
            parse.head[head], parse.dep[head] = parse.head[token], "npadvmod"


def _mend_sums(parse: Parse) -> None:
    """Hang a sum between owner and noun on the noun: in "Disney's $71 billion planned takeover" Disney owns no sum."""
    for token in range(1, len(parse) - 1):
        owned = parse.tag[token - 1] == "POS" and is_money(parse.text[token])
        if not owned or parse.dep[token] in ("compound", "nmod", "amod", "nummod"):
            continue
        ahead = range(token + 1, min(token + 4, len(parse)))
        noun = next((t for t in ahead if parse.pos[t] == "NOUN"), None)
        if noun is None or any(parse.pos[t] not in ("ADJ", "VERB") for t in range(token + 1, noun)):
            continue
        above = (parse.head[token], *parse.ancestors(parse.head[token]))
        if any(token <= t <= noun for t in above):
            continue
        parse.head[noun], parse.dep[noun] = parse.head[token], parse.dep[token]
        for other in range(token, noun):
            parse.head[other], parse.dep[other] = noun, "amod" if other > token else "nmod"
        for other, head in enumerate(parse.head):
            if head == token and other != token:
                parse.head[other] = noun


_PRICED = frozenset(
    {"fine", "penalty", "settlement", "lawsuit", "deal", "bid", "offer", "contract", "investment", "takeover"}
    | {"acquisition", "merger", "verdict", "judgment", "award", "stake", "levy", "round", "purchase", "buyout"}
)


def _mend_fines(parse: Parse) -> None:
    """As in "faces a £17.5 million fine": what is faced is the fine, not the sum that the parser hangs it on."""
    for noun in range(1, len(parse)):
        money = parse.head[noun]
        behind = money < noun and parse.dep[noun] in ("amod", "nmod", "compound") and parse.lower[noun] in _PRICED
        if not behind or not is_money(parse.text[money]) or noun - money > 3:
            continue
        if any(parse.pos[t] not in ("ADJ", "NOUN", "PROPN") for t in range(money + 1, noun)):
            continue
        up = parse.head[money] if parse.head[money] != money else noun
        parse.head[noun], parse.dep[noun] = up, parse.dep[money]
        parse.pos[noun], parse.tag[noun] = "NOUN", "NN"
        for other, head in enumerate(parse.head):
            if head == money and other != money:
                parse.head[other] = noun
        parse.head[money], parse.dep[money] = noun, "nmod"


def _mend_days(parse: Parse) -> None:
    """Take names apart from the day after them: "sued Google Thursday" was not done to a Google Thursday."""
    for token, head in enumerate(parse.head):
        if (
            parse.dep[token] in ("compound", "nmod")
            and head == token + 1
            and names_day(parse.text[head])
            and parse.dep[head] in ("npadvmod", "dobj", "tmod", "appos")
            and parse.pos[token] in ("PROPN", "NOUN")
            and parse.pos[parse.head[head]] == "VERB"
            and parse.head[head] < token
        ):
            parse.head[token], parse.dep[token] = parse.head[head], "dobj"
            parse.dep[head] = "npadvmod"


_TRADES = frozenset(
    {"advertising", "banking", "computing", "engineering", "gaming", "hosting", "imaging", "lending", "manufacturing"}
    | {"mapping", "marketing", "messaging", "networking", "publishing", "sharing", "shipping", "streaming", "trading"}
)


def _mend_gerunds(parse: Parse) -> None:
    """As in "bought messaging service WhatsApp": the trade says which service, and is nothing that is done."""
    for token, head in enumerate(parse.head[:-1]):
        taken = parse.dep[token] in ("xcomp", "ccomp", "dobj", "pcomp") and head < token
        if not taken or parse.lower[token] not in _TRADES:
            continue
        near = range(token + 1, min(token + 5, len(parse)))
        objects = [t for t in near if parse.head[t] == token and parse.dep[t] == "dobj"]
        if objects[:1] == [token + 1]:
            last = objects[-1]
            parse.head[last], parse.dep[last] = head, "pobj" if parse.dep[token] == "pcomp" else "dobj"
            for other in (token, *objects[:-1]):
                parse.head[other], parse.dep[other] = last, "compound"
