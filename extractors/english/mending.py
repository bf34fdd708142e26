"""What the parser is known to get wrong around names, put right before anybody looks at the tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.english.mending_clauses import mend_clauses
from extractors.english.model import HYPHENATED
from extractors.english.money import is_money

if TYPE_CHECKING:
    from extractors.english.parse import Parse

_INSIDE_WORDS = frozenset({"-", "‑"})
_HYPHENS = _INSIDE_WORDS | {"–"}
_OWNING = frozenset({"'s", "’s", "'", "’"})
_REACH = 7  # tokens from an owner's mark to the noun that is owned


def mend(parse: Parse) -> None:
    """Mend a parse in place; heads and relations may change, so it is called before the children are laid out."""
    _mend_lemmas(parse)
    _mend_hyphens(parse)
    _mend_shared_offices(parse)
    _mend_nouns(parse)
    _mend_series(parse)
    _mend_rounds(parse)
    _mend_units(parse)
    _mend_given(parse)
    _mend_purposes(parse)
    _mend_prices(parse)
    _mend_payments(parse)
    _mend_seats(parse)
    _mend_owners(parse)
    _mend_between(parse)
    _mend_bounds(parse)
    mend_clauses(parse)


def _take_place(parse: Parse, token: int, of: int) -> None:
    """Hang a token where another one hangs, and on it what hangs on that one."""
    parse.head[token] = token if parse.head[of] == of else parse.head[of]
    parse.dep[token] = parse.dep[of]
    for other, head in enumerate(parse.head):
        if head == of and other not in (of, token):
            parse.head[other] = token


# Lemmas that the lemmatiser gets wrong, of verbs that this news is told with: "fined" is of "fine", not of "fin".
_LEMMAS = (
    {"fin": "fine", "hop": "hope", "stag": "stage", "slat": "slate", "instal": "install", "readie": "ready"}
    | {"reappointe": "reappoint", "relaunche": "relaunch", "headhunte": "headhunt", "greenlighte": "greenlight"}
    | {"cyberattacke": "cyberattack", "deplatforme": "deplatform", "kickstarte": "kickstart", "premier": "premiere"}
    | {"lambast": "lambaste", "ax": "axe", "spar": "spare"}
)


def _mend_lemmas(parse: Parse) -> None:
    """Give verbs their own lemmas."""
    for token, lemma in enumerate(parse.lemma):
        if parse.pos[token] == "VERB" and lemma in _LEMMAS and not _is_doubled(parse.lower[token], lemma):
            parse.lemma[token] = _LEMMAS[lemma]


def _is_doubled(word: str, lemma: str) -> bool:
    """As in "hopped" and "sparring", which are of "hop" and "spar"; "hoped" and "sparing" are of another verb."""
    return word.startswith(lemma + lemma[-1])


def _mend_hyphens(parse: Parse) -> None:
    """Give "start-ups", "tie-up", "buy-out", which are one token each, the lemma and the class of a noun."""
    for token, word in enumerate(parse.lower):
        found = HYPHENATED.fullmatch(word)
        if found and not parse.tag[token].startswith("VB"):
            parse.lemma[token], parse.pos[token] = f"{found['first']}-{found['particle']}", "NOUN"


def _mend_shared_offices(parse: Parse) -> None:
    """Make one phrase of "co-CEOs", which the tokenizer takes apart and the parser for three nouns."""
    for token in range(2, len(parse)):
        if parse.lower[token - 2] != "co" or parse.text[token - 1] not in _INSIDE_WORDS:
            continue
        if parse.end[token - 2] != parse.start[token - 1] or parse.end[token - 1] != parse.start[token]:
            continue
        if parse.pos[token] not in ("NOUN", "PROPN"):
            continue
        for part in (token - 2, token - 1):
            if part in parse.ancestors(token):
                _take_place(parse, token, part)
            parse.head[part], parse.dep[part] = token, "punct"
        if parse.lower[token] == "ceos":
            parse.lemma[token] = "ceo"


_NEVER_VERBS = frozenset({"startup", "chipmaker", "carmaker", "automaker", "drugmaker", "planemaker", "website"})


def _mend_nouns(parse: Parse) -> None:
    """As in "is acquiring AI coding startup Windsurf": a noun that the parser takes for a verb hangs on its name."""
    for token in range(len(parse) - 1):
        name = token + 1
        if parse.lower[token] not in _NEVER_VERBS or not parse.tag[token].startswith("VB"):
            continue
        parse.pos[token], parse.tag[token], parse.lemma[token] = "NOUN", "NN", parse.lower[token]
        while name + 1 < len(parse) and parse.pos[name + 1] == "PROPN" and parse.dep[name] == "compound":
            name += 1
        if parse.pos[name] != "PROPN" or parse.head[name] != token or parse.head[token] == token:
            continue
        _take_place(parse, name, token)
        parse.dep[name] = "dobj" if parse.dep[token] in ("ccomp", "xcomp") else parse.dep[token]
        parse.head[token], parse.dep[token] = name, "compound"


def _mend_series(parse: Parse) -> None:
    """As in "closed a Series F.", where the tokenizer takes the letter and the full stop for an initial."""
    for token in range(1, len(parse)):
        if parse.lower[token - 1] == "series" and re.fullmatch(r"[a-h]\.", parse.lower[token]):
            parse.lower[token] = parse.lemma[token] = parse.lower[token][0]


def _mend_rounds(parse: Parse) -> None:
    """As in "closed a $5 million funding round", which the parser takes for an adverb."""
    for token in range(1, len(parse)):
        described = parse.head[token - 1] == token and parse.dep[token - 1] in ("compound", "amod", "nmod")
        if parse.lower[token] == "round" and described and parse.pos[token] not in ("NOUN", "PROPN"):
            parse.pos[token], parse.tag[token], parse.lemma[token] = "NOUN", "NN", "round"
            parse.dep[token] = "dobj" if parse.pos[parse.head[token]] == "VERB" else parse.dep[token]


def _mend_purposes(parse: Parse) -> None:
    """As in "will pay authors $1.5 billion to settle": what is paid for says nothing about the sum."""
    for to, word in enumerate(parse.lower):
        act, money = parse.head[to], parse.head[parse.head[to]]
        purpose = word == "to" and parse.tag[act] == "VB" and parse.dep[act] in ("acl", "relcl") and money < to
        if purpose and is_money(parse.text[money]) and parse.pos[parse.head[money]] == "VERB":
            parse.head[act], parse.dep[act] = parse.head[money], "advcl"


_UNITS = frozenset({"business", "unit", "division", "operation", "arm", "segment", "subsidiary", "department"})


def _mend_units(parse: Parse) -> None:
    """As in "its sleep and respiratory care business": one business, not sleep and a business."""
    for unit in range(2, len(parse)):
        first = parse.head[unit]
        paired = parse.lemma[unit] in _UNITS and parse.dep[unit] == "conj" and first < unit
        if not paired or parse.dep[first] not in ("dobj", "pobj", "nsubj", "nsubjpass"):
            continue
        bare = parse.tag[first] == "NN" and parse.lemma[first] not in _UNITS and parse.text[first + 1] == "and"
        own = any(parse.head[t] == unit and parse.dep[t] in ("det", "poss") for t in range(first, unit))
        if not bare or own:
            continue
        _take_place(parse, unit, first)
        parse.head[first], parse.dep[first] = unit, "compound"


_GIVING = frozenset({"give", "award", "grant", "hand", "offer", "lend", "pay", "promise"})


def _mend_given(parse: Parse) -> None:
    """As in "gave Initech $2 billion", "will give Initech up to $2 billion": to whom, and what."""
    for money, word in enumerate(parse.text):
        if not is_money(word):
            continue
        verb = parse.head[money]
        before = money - 1
        if parse.lower[money - 2 : money] == ["up", "to"] and money > 2:
            before = money - 3
            verb = parse.head[before]
        noun = parse.pos[before] in ("PROPN", "NOUN") and parse.dep[before] in ("dobj", "compound", "nmod")
        if noun and parse.lemma[verb] in _GIVING and verb < before and parse.head[before] in (verb, money):
            _give(parse, verb, before, money)


def _give(parse: Parse, verb: int, receiver: int, money: int) -> None:
    for token in range(verb + 1, receiver):
        named = parse.dep[token] == "dative" and parse.head[token] == verb  # "the company Initech"
        if named or parse.head[token] == money:
            parse.head[token] = receiver
            parse.dep[token] = "compound" if named else parse.dep[token]
    parse.head[receiver], parse.dep[receiver] = verb, "dative"
    parse.head[money], parse.dep[money] = verb, "dobj"
    for token in range(receiver + 1, money):
        parse.head[token], parse.dep[token] = money, "quantmod"


def _mend_prices(parse: Parse) -> None:
    """As in "bought Initech for $157 a share in cash": a share is what is paid for, and nothing that is bought."""
    for share in range(2, len(parse)):
        money, verb = share - 2, parse.head[share]
        paid = parse.lower[share] == "share" and parse.lower[share - 1] in ("a", "per") and is_money(parse.text[money])
        if not paid or parse.dep[share] != "dobj" or money in (verb, share):
            continue
        for other, head in enumerate(parse.head):
            if head == share and other > share:
                parse.head[other] = verb
        parse.head[share], parse.dep[share] = money, "npadvmod"


_OFFERS = frozenset(
    {"offer", "bid", "deal", "transaction", "merger", "acquisition", "takeover", "proposal", "purchase"}
)


def _mend_payments(parse: Parse) -> None:
    """As in "its $5 billion cash and stock offer for Initech": one offer, not cash and an offer."""
    for cash in range(len(parse) - 4):
        offer = cash + 3
        paid = parse.lower[cash] == "cash" and parse.lower[cash + 1] == "and" and parse.lemma[offer] in _OFFERS
        if not paid or parse.dep[offer] != "conj" or parse.head[offer] != cash:
            continue
        _take_place(parse, offer, cash)
        parse.head[cash], parse.dep[cash] = offer, "compound"
        behind = offer + 1
        if parse.dep[behind] == "prep" and parse.head[behind] in parse.ancestors(offer):
            parse.head[behind] = offer


def _mend_seats(parse: Parse) -> None:
    """As in "Waterloo, Ontario-based RIM said": RIM speaks, not the town that it sits in."""
    for token in range(len(parse) - 4):
        based = token + 4
        seat = parse.text[token + 1] == "," and parse.text[token + 3] in _HYPHENS and parse.lower[based] == "based"
        if not seat or parse.pos[token] != "PROPN":
            continue
        _seat(parse, token, parse.head[based], based)
    for based in range(2, len(parse) - 1):  # "Bentonville, Ark.-based Walmart"
        short = parse.lower[based].endswith(".-based") and parse.text[based - 1] == ","
        if short and parse.pos[based - 2] == "PROPN" and parse.pos[based + 1] == "PROPN":
            _seat(parse, based - 2, parse.head[based], based)


def _seat(parse: Parse, town: int, firm: int, based: int) -> None:
    """Hang a town on the firm that sits there, which takes the town's place in the clause."""
    if firm > based and parse.head[firm] == parse.head[town] != firm:
        parse.head[town], parse.dep[town] = firm, "nmod"  # "Santa Clara, Calif.-based Intel sued": one of two subjects
    if firm <= based or parse.head[firm] != town:
        return
    parse.head[firm], parse.dep[firm] = parse.head[town] if parse.head[town] != town else firm, parse.dep[town]
    for other, head in enumerate(parse.head):
        if head == town and other > firm:
            parse.head[other] = firm
    parse.head[town], parse.dep[town] = firm, "nmod"


def _mend_owners(parse: Parse) -> None:
    """Hang an owner on what is owned: "group Hyundai Heavy Industries' $1.8 billion merger with Daewoo"."""
    for mark in range(1, len(parse) - 1):
        owner = mark - 1
        stray = parse.lower[mark] in _OWNING and parse.dep[mark] == "case" and parse.head[mark] == owner
        if not stray or parse.dep[owner] not in ("appos", "compound", "nmod", "npadvmod", "dep"):
            continue
        noun = _owned(parse, mark)
        if noun is not None and owner not in parse.ancestors(noun):
            parse.head[owner], parse.dep[owner] = noun, "poss"


def _owned(parse: Parse, mark: int) -> int | None:
    """The noun that ends the phrase behind an owner's mark."""
    for token in range(mark + 1, min(mark + _REACH, len(parse))):
        if (
            parse.pos[token] == "NOUN"
            and parse.head[token] != token + 1
            and parse.dep[token] not in ("compound", "nmod")
        ):
            return token
        if parse.pos[token] not in ("ADJ", "NOUN", "NUM", "SYM", "PROPN", "ADV") and parse.text[token] not in _HYPHENS:
            return None
    return None


_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"})
_PAIR = 14  # tokens from "between" to the end of the second party


def _mend_between(parse: Parse) -> None:
    """Hang both parties on "between": "the tie-up between Germany's Siemens and French group Alstom"."""
    for marker in range(len(parse) - 3):
        if parse.lower[marker] != "between" or parse.dep[marker] != "prep":
            continue
        joint = next((t for t in range(marker + 2, min(marker + _PAIR, len(parse) - 1)) if parse.lower[t] == "and"), 0)
        if not joint or any(parse.pos[t] not in _PHRASE for t in range(marker + 1, joint)):
            continue
        one, other = joint - 1, _end_of_phrase(parse, joint + 1)
        if parse.pos[one] == "PROPN" and other is not None and not _are_joined(parse, marker, one, other):
            _join(parse, marker, one, other)


def _end_of_phrase(parse: Parse, token: int) -> int | None:
    """The name that ends the phrase that begins with a token."""
    last = token
    while last + 1 < len(parse) and parse.pos[last + 1] in _PHRASE and parse.pos[last + 1] != "DET":
        last += 1
    return last if parse.pos[last] == "PROPN" else None


def _are_joined(parse: Parse, marker: int, one: int, other: int) -> bool:
    return parse.head[one] == marker and parse.dep[other] == "conj" and parse.head[other] == one


def _join(parse: Parse, marker: int, one: int, other: int) -> None:
    for token in range(marker + 1, other + 1):
        inside = marker < parse.head[token] <= other
        if not inside or parse.dep[token] in ("pobj", "conj", "nmod", "appos"):
            parse.head[token], parse.dep[token] = (one if token <= one else other), "compound"
    parse.head[one], parse.dep[one] = marker, "pobj"
    parse.head[other], parse.dep[other] = one, "conj"


def _mend_bounds(parse: Parse) -> None:
    """As in "invest up to $5 billion in Arm": the sum is what is invested, and "up to" says no more than its bound."""
    for up in range(len(parse) - 2):
        verb, money = parse.head[up], up + 2
        if parse.lower[up:money] != ["up", "to"] or not is_money(parse.text[money]) or parse.pos[verb] != "VERB":
            continue
        if parse.dep[up] == "prep" and parse.head[money] == up + 1 and up - verb < _REACH:
            parse.head[money], parse.dep[money] = verb, "dobj"
            parse.head[up], parse.dep[up] = money, "quantmod"
            parse.head[up + 1], parse.dep[up + 1] = money, "quantmod"
