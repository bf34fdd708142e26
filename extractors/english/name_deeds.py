"""What a name that nobody knows names, by what it does, suffers or has. The words: ``data/english/name_deeds.yml``."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from extractors.data_files import load_words
from extractors.english.money import is_money
from extractors.english.parse import Parse
from policygraph.resources import data_dir


class DeedWords(BaseModel):
    """The lists of ``name_deeds.yml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    persons: frozenset[str]
    does: frozenset[str]
    acts: frozenset[str]
    suffers: frozenset[str]
    leads: dict[str, frozenset[str]]
    of: dict[str, frozenset[str]]
    has: frozenset[str]
    behind: frozenset[str]
    endings: frozenset[str]


@lru_cache(maxsize=1)
def deed_words() -> DeedWords:
    """The lists, read once.

    Raises:
        DataFileError: the file cannot be used.
    """
    return load_words(data_dir() / "english" / "name_deeds.yml", DeedWords)


def type_by_deed(parse: Parse, first: int, last: int) -> str:
    """The entity type for which the words around a name speak; empty where they say nothing.

    Args:
        parse: the passage.
        first: the first token of the name.
        last: the token behind its last.
    """
    head = last - 1
    if last - first > 1 and (_is_aged(parse, last) or _is_treated_as_person(parse, head)):
        return "Person"
    return "Company" if _is_organisation(parse, head) else ""


def owns_noun_behind(parse: Parse, head: int, noun: int) -> bool:
    """As in "a former Initech executive", "Initech shares": whether what stands behind a name is the organisation's.

    Args:
        parse: the passage.
        head: the last token of the name.
        noun: the noun.
    """
    behind = noun > head and parse.head[head] == noun and parse.dep[head] in ("compound", "nmod")
    return behind and parse.lemma[noun] in deed_words().behind


def _is_aged(parse: Parse, last: int) -> bool:
    """As in "Mary Major, 44, was arrested"."""
    age = parse.text[last + 1 : last + 2]
    return parse.text[last : last + 1] == [","] and bool(age) and re.fullmatch(r"[2-9]\d", age[0]) is not None


def _is_treated_as_person(parse: Parse, head: int) -> bool:
    return parse.dep[head] in ("dobj", "nsubjpass") and parse.lemma[parse.head[head]] in deed_words().persons


def _is_organisation(parse: Parse, head: int) -> bool:
    relation = parse.dep[head]
    if relation == "nsubj":
        return _acts(parse, parse.head[head])
    if relation in ("dobj", "dative", "nsubjpass"):
        return parse.lemma[parse.head[head]] in deed_words().suffers or _is_bought(parse, parse.head[head])
    if relation == "pobj":
        return _is_led_to(parse, parse.head[head])
    if relation == "poss":
        return parse.lemma[parse.head[head]] in deed_words().has
    return owns_noun_behind(parse, head, head + 1)


def _acts(parse: Parse, verb: int) -> bool:
    words = deed_words()
    return parse.lemma[verb] in words.acts or (parse.lemma[verb] in words.does and bool(parse.kids(verb, "dobj")))


def _is_bought(parse: Parse, verb: int) -> bool:
    """As in "will buy Initech for about $2.4 billion"."""
    prices = [t for kid in parse.kids(verb, "prep") if parse.lower[kid] == "for" for t in parse.children[kid]]
    return parse.lemma[verb] in ("buy", "purchase", "sell") and any(is_money(parse.text[t]) for t in prices)


def _is_led_to(parse: Parse, preposition: int) -> bool:
    words, above = deed_words(), parse.lemma[parse.head[preposition]]
    if parse.lower[preposition] == "for" and is_money(parse.text[parse.head[preposition]]):
        return True  # "will pay $32 billion for Initech"
    if parse.dep[preposition] == "agent":
        return above in words.suffers
    return parse.lower[preposition] in words.leads.get(above, words.of.get(above, frozenset()))
