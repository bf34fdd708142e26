"""Where a passage names something: known names first, then what the model takes for names, mended by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.english.countries import country_of_adjective
from extractors.english.date_words import MONTHS, names_time
from extractors.english.grammar import grammar_words
from extractors.english.money import is_money
from extractors.english.name_deeds import owns_noun_behind, type_by_deed
from extractors.english.name_edges import (
    EDGE,
    INCORPORATION,
    OFFICES,
    TITLES,
    capital,
    extended,
    tail_end,
    with_ending,
    with_syllable,
    without_edges,
)
from extractors.english.name_types import LABELS, name_words, type_by_noun, type_by_words
from extractors.english.parse import Parse
from extractors.frames import english_frames
from extractors.gazetteer import Entry, Match

_ACT_WORDS = r"(?:(?!Act\b)[A-Z][\w'’-]+ ){1,5}"
_LONG_ACT = re.compile(
    rf"(?<=[Tt]he ){_ACT_WORDS}(?:(?:and|of|for|from|on|to|in|by|with) (?:the )?{_ACT_WORDS}){{1,4}}Act\b"
)
_SECTION = re.compile(
    r"(?:section|article|chapter|title|rule|paragraph|annex|part|figure|table|phase|stage|round|week|day)s? [\divx]+"
)
_BILL = re.compile(
    r"\b(?:(?:[SAHL]B|S\.|H\.R\.|HR|(?:Senate|House|Assembly|Legislative) Bill) ?\d{1,4}|Bill C-\d{1,3})\b"
)
_UNNAMEABLE = re.compile(
    r"[$€£¥@#=]|://|www\.|\.com/|^[A-Z0-9]{2,6}\.[A-Z]{1,2}$|\d (?:euros?|dollars?|yuan|won|yen|pounds?)\b"
)
_SHAPE = re.compile(r"[A-Za-z]+[-.]?\d|\d+[A-Z]|^[a-z]+[A-Z]|[a-z][A-Z]")


@dataclass(slots=True)
class Name:
    """A span of tokens that names something."""

    parse: Parse
    first: int
    last: int  # exclusive
    type: str
    entries: tuple[Entry, ...] = ()  # who it may be; empty where the gazetteer does not know
    sure: bool = True  # the type does not hang on the model alone
    ambiguous: bool = False

    @property
    def text(self) -> str:
        """The name as it stands in the text."""
        return self.parse.flat[self.parse.start[self.first] : self.parse.end[self.last - 1]]


def find_names(parse: Parse, matches: list[Match]) -> list[Name]:
    """The names of a passage, in order, none overlapping another.

    Args:
        parse: the passage.
        matches: what the gazetteer found in ``parse.flat``.
    """
    known = [name for name in _known(parse, matches) if _plausible(name)]
    known.extend(_numbered_bills(parse, _cover(known)))
    known.extend(_long_acts(parse, _cover(known)))
    taken = _cover(known)
    chosen: list[Name] = []
    for name in _guessed(parse):
        inside = sorted(
            {id(taken[i]): taken[i] for i in range(name.first, name.last) if i in taken}.values(), key=lambda n: n.first
        )
        chosen.extend(_settle(name, inside))
    dropped = _cover(chosen)
    chosen.extend(name for name in known if not any(i in dropped for i in range(name.first, name.last)))
    covered = _cover(chosen)
    chosen.extend(_overlooked(parse, covered))
    return sorted(chosen, key=lambda name: name.first)


def _cover(names: list[Name]) -> dict[int, Name]:
    return {token: name for name in names for token in range(name.first, name.last)}


def _known(parse: Parse, matches: list[Match]) -> Iterator[Name]:
    end = 0
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        span = parse.tokens(match.start, match.end)
        if span is None or span[0] < end or not match.entries:
            continue
        first, end = span
        if first > 0 and end - first == 1 and parse.lower[first - 1] == "chief":  # "Google's Chief Economist"
            continue
        versioned = extended(parse, first, end)
        if versioned > end and match.entries[0].type in ("Product", "Company"):
            end = versioned
            yield Name(parse, first, end, "Product", sure=True)
            continue
        if match.entries[0].type == "Company":
            end = tail_end(parse, end)
        yield Name(parse, first, end, match.entries[0].type, match.entries, ambiguous=match.ambiguous)


def _numbered_bills(parse: Parse, covered: dict[int, Name]) -> Iterator[Name]:
    """Bills by their number, as American legislatures and their reporters write it: "SB 1047", "H.R. 7521"."""
    for match in _BILL.finditer(parse.flat):
        span = parse.tokens(match.start(), match.end())
        if span is not None and not any(token in covered for token in range(*span)):
            yield Name(parse, *span, "Law")


def _long_acts(parse: Parse, covered: dict[int, Name]) -> Iterator[Name]:
    """Acts whose titles hold small words: "No Oil Producing and Exporting Cartels Act"."""
    if parse.field == "title":
        return
    for match in _LONG_ACT.finditer(parse.flat):
        span = parse.tokens(match.start(), match.end())
        if span is not None and not any(token in covered for token in range(*span)):
            yield Name(parse, *span, "Law", sure=True)


def _plausible(name: Name) -> bool:
    """A name has a capital letter or a digit somewhere; "apple" and "meta" in lower case are words."""
    return any(character.isupper() or character.isdigit() for character in name.text)


def _guessed(parse: Parse) -> Iterator[Name]:
    for first, last, label in parse.names:
        if label in LABELS:
            for start, stop in _pieces(parse, first, last):
                office = start > first and parse.lower[start - 1] in grammar_words().offices
                name = _trimmed(parse, start, stop, "Person" if office else LABELS[label])
                if name is not None:
                    yield name


def _pieces(parse: Parse, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The span cut at possessives, line breaks, slashes and words in lower case that join no name."""
    start = first
    for token in range(first, last):
        office = parse.lower[token] in grammar_words().offices and first < token < last - 1
        cut = parse.lower[token] in ("'s", "’s", "/", "|", "–", "—", "‒") or "\n" in parse.text[token] or office
        cut = cut or (parse.lower[token] == "and" and token > first and parse.lower[token - 1] in INCORPORATION)
        if cut:
            if token > start:
                yield start, token
            start = token + 1
    if start < last:
        yield start, last


def _trimmed(parse: Parse, first: int, last: int, kind: str) -> Name | None:
    first, last = without_edges(parse, first, last)
    if first < last < with_ending(parse, last):
        return Name(parse, first, with_ending(parse, last), "Company")
    if kind == "Person":
        last = with_syllable(parse, last)
        while last - first > 1 and (parse.lower[first] in TITLES or _is_month(parse, first, last)):
            first += 1
    if first >= last or _names_nothing(parse, first, last, kind):
        return None
    name = Name(parse, first, last, kind, sure=False)
    words = type_by_words(name.text) if kind != "Person" or last - first > 2 else ""
    if words:
        name.type, name.sure = words, True
    return name


def _is_month(parse: Parse, first: int, last: int) -> bool:
    """As in "In February Sandeep Mathrani was appointed"; April Glaspie bears the name herself."""
    return last - first > 2 and parse.lower[first] in MONTHS and parse.lower[first - 1] in ("in", "last", "since", "by")


def _names_nothing(parse: Parse, first: int, last: int, kind: str) -> bool:
    single = last - first == 1
    if _shouted(parse, first, last) or (single and _is_common(parse, first)):
        return True
    words = " ".join(parse.lower[first:last])
    if words in name_words().stop or country_of_adjective(words) or _SECTION.match(words):
        return True
    if parse.lower[last - 1] in (OFFICES if kind == "Person" or single else TITLES):
        return True
    return single and parse.pos[first] not in ("PROPN", "X") and kind in ("Company", "Person")


def _shouted(parse: Parse, first: int, last: int) -> bool:
    """A line in capitals ("THIS ARTICLE IS NOT AVAILABLE"), a sum or a sentence names nothing."""
    start, stop = parse.sentences[parse.sentence[first]]
    words = [word for word in parse.text[start:stop] if word.isalpha() and len(word) > 1]
    if len(words) > 4 and sum(word.isupper() for word in words) > 0.6 * len(words) and parse.field == "text":
        return True
    if any(_UNNAMEABLE.search(parse.text[t]) or is_money(parse.text[t]) for t in range(first, last)):
        return True
    return last - first > 1 and any(
        parse.pos[t] in ("AUX", "VERB") and parse.text[t].islower() for t in range(first, last)
    )


def _is_common(parse: Parse, token: int) -> bool:
    """A word that opens a sentence, or that the frames know as a word: "Subscribe", "the Complaint"."""
    word = parse.lower[token]
    if word in event_words():
        return True
    opens = token == parse.sentences[parse.sentence[token]][0] or (
        token > 0 and parse.text[token - 1] in ("?", ":", "“", '"')
    )
    return opens and parse.tag[token] in ("VB", "VBP", "NN", "JJ", "RB", "NNS", "IN", "UH", "VBG", "VBN")


@lru_cache(maxsize=1)
def event_words() -> frozenset[str]:
    """The nouns that evoke events: capitalised in a legal text they still name nothing."""
    nouns = (word for frame in english_frames() for unit in frame.units for word in unit.noun)
    return frozenset(word for word in nouns if " " not in word)


def _settle(guess: Name, known: list[Name]) -> Iterator[Name]:
    """What the model found, where the gazetteer has a say on part of it."""
    if not known:
        yield guess
        return
    longer = [name for name in known if name.first < guess.first or name.last > guess.last]
    if not longer and _says_more(guess, known):
        yield guess
        return
    if longer or len(known) > 1:
        if not longer and guess.type == "Person" and all(_is_family_name(name) for name in known):
            yield guess  # "Wei Jun Tan": each of the three is somebody else's
        return
    inner = known[0]
    rest = [t for t in range(guess.first, guess.last) if not inner.first <= t < inner.last]
    if not rest or all(_says_nothing(guess.parse, token) for token in rest):
        return
    if inner.last < guess.last or inner.type == "Place" or guess.type == "Person":
        yield guess
    elif inner.first > guess.first and inner.type == "Person":
        return


def _is_family_name(name: Name) -> bool:
    return name.type == "Person" and name.last - name.first == 1


def _says_more(guess: Name, known: list[Name]) -> bool:
    """As in "Sumitomo Mitsui Financial Group", whose last word says what it is, and in the firm "Alston & Bird"."""
    last = known[-1]
    firm = len(known) == 1 and last.first - 1 > guess.first and guess.parse.text[last.first - 1] == "&"
    return (guess.sure and last.last < guess.last) or firm


def _says_nothing(parse: Parse, token: int) -> bool:
    word = parse.lower[token]
    plain = word in INCORPORATION or word in TITLES or word in EDGE or bool(country_of_adjective(word))
    return plain or parse.pos[token] == "ADJ"


def _overlooked(parse: Parse, covered: dict[int, Name]) -> Iterator[Name]:
    """Names that neither knows: capitalised words whose form, last word or neighbours say what they name."""
    token, short = 0, _first_words(parse, covered)
    while token < len(parse):
        stop = token
        while stop < len(parse) and stop not in covered and _looks_like_name(parse, stop):
            stop += 1
        if stop > token:
            name = _trimmed(parse, token, stop, "")
            if name is not None and names_time(name.text.rstrip(".")):
                name = None  # "his Aug. 6 executive order": no order is called August
            if name is not None and (kind := name.type or short.get(name.text, "") or _type_by_neighbour(name)):
                name.type = kind
                yield name
        token = max(stop, token + 1)


def _first_words(parse: Parse, covered: dict[int, Name]) -> dict[str, str]:
    """By what a company of several words is called once it has been named: "Corvane" for Corvane Systems."""
    full = (name for name in covered.values() if name.type == "Company" and name.last - name.first > 1)
    return {parse.text[name.first]: name.type for name in full if len(parse.text[name.first]) > 3}


def _looks_like_name(parse: Parse, token: int) -> bool:
    return parse.pos[token] == "PROPN" and capital(parse.text[token]) and parse.text[token][:1].isalnum()


_LAUNCHING = frozenset({"launch", "unveil", "release", "debut", "introduce", "ship", "discontinue", "preview"})
_NAMING = frozenset({"call", "name", "dub", "title", "codename", "brand", "christen", "nickname"})
_PAPERS = frozenset(
    {"report", "highlights", "highlight", "statement", "guidelines", "guideline", "review", "index", "survey", "study"}
    | {"plan", "strategy", "framework", "act", "letter", "list", "paper", "inquiry", "operation", "order", "rules"}
)
_COMING_OUT = frozenset({"launch", "release", "debut", "rollout", "roll-out", "unveiling", "introduction"})


def _is_launched(parse: Parse, head: int) -> bool:
    """As in "unveiled the Latitude Z", "the launch of Omnia"."""
    if parse.lemma[head] in _PAPERS:
        return False
    unveiled = parse.dep[head] in ("dobj", "nsubjpass") and parse.lemma[parse.head[head]] in _LAUNCHING
    return unveiled or comes_out(parse, head)


def comes_out(parse: Parse, head: int) -> bool:
    """Whether the text speaks of its coming out, as in "the launch of Omnia"."""
    of = parse.head[head]
    return parse.dep[head] == "pobj" and parse.lower[of] == "of" and parse.lemma[parse.head[of]] in _COMING_OUT


def _type_by_neighbour(name: Name) -> str:
    """The type by "chatbot Grok", "Grok, a chatbot", "the Grok chatbot", or by the shape of "DeepSeek-V3"."""
    parse, head = name.parse, name.last - 1
    around = [parse.head[head]] if parse.dep[head] in ("compound", "appos", "nmod") else []
    around += parse.kids(head, "appos", "compound")
    if parse.dep[head] in ("oprd", "dobj", "attr") and parse.lemma[parse.head[head]] in _NAMING:
        around.append(parse.head[parse.head[head]])  # "its first tablet, dubbed Surface"
    if name.first > 0 and parse.pos[name.first - 1] == "NOUN":
        around.append(name.first - 1)
    if owns_noun_behind(parse, head, parse.head[head]):
        return "Company"
    found = next((kind for token in around if (kind := type_by_noun(parse.lemma[token]))), "")
    found = found or ("Product" if _is_launched(parse, head) else "")
    found = found or ("Product" if _SHAPE.search(name.text) and any(c.isdigit() for c in name.text) else "")
    return found or type_by_deed(parse, name.first, name.last)
