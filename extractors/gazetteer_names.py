"""The forms in which the names of an entry are written, and whether a stretch of text is written like a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.gazetteer_entries import Entry, is_chinese
from extractors.gazetteer_folding import fold

# Words of official names that news writes small: "the Commerce department", "the European commission".
_SMALL_IN_NEWS = frozenset(
    re.findall(
        r"\w+",
        "act administration agency authority bill board bureau code commission committee congress council court "
        "department directive exchange fund government law ministry office order parliament party police protocol "
        "regulation rules senate service treaty tribunal",
    )
)
_SPELLINGS = (
    ("Organization", "Organisation"),
    ("Defense", "Defence"),
    ("Center", "Centre"),
    ("Labor", "Labour"),
    ("Program", "Programme"),
)
_WORD = re.compile(r"[^\W_]+")
_ACRONYM_MAY_BE_TITLED = 4  # letters: "Nato", "Gdpr"
_SMALL_LATIN_IN_CHINESE = 5  # letters: Chinese writers type "facebook", never a shorter name, in small letters
_FAMILY_NAME_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Name:
    """One way in which an entry is written."""

    text: str
    entry: str  # id
    adjective: bool = False  # says that something is from there ("Chinese"), not the place itself
    needs_full: bool = False  # a family name: only where the full name stands in the article
    body: bool = False  # names a body of government, which news also writes small after its country


def names_of(entry: Entry) -> Iterator[Name]:
    """All forms of all names of an entry, repeats included."""
    plain = {name for names in entry.names.values() for name in names}
    for language, names in entry.names.items():
        for name in names:
            for form in _forms(name, entry) if language == "en" else (name,):
                yield Name(form, entry.id, body=entry.type == "GovernmentBody")
    for adjective in entry.adjectives:
        yield Name(adjective, entry.id, adjective=True)
    for family in _family_names(entry):
        if family not in plain:
            yield Name(family, entry.id, needs_full=True)


def _forms(name: str, entry: Entry) -> Iterator[str]:
    yield name
    for american, british in _SPELLINGS:
        if american in name:
            yield name.replace(american, british)
        if british in name and american not in name:
            yield name.replace(british, american)
    if " & " in name:
        yield name.replace(" & ", " and ")
    elif " and " in name:
        yield name.replace(" and ", " & ")
    if entry.type == "Product" and name[-1].isalpha() and name[-1] != "s":
        yield name + "s"


def _family_names(entry: Entry) -> Iterator[str]:
    """The last word of each full name of a person, in English and, after a dot, in Chinese."""
    if entry.type != "Person":
        return
    for name in entry.names.get("en", ()):
        words = name.split()
        if len(words) > 1 and len(words[-1]) >= _FAMILY_NAME_LETTERS and not is_chinese(name):
            yield words[-1]
    for language in ("zh-Hans", "zh-Hant"):
        for name in entry.names.get(language, ()):
            parts = re.split("[·・‧]", name)
            if len(parts) > 1 and len(parts[-1]) > 1:
                yield parts[-1]


def patterns_of(name: str) -> set[str]:
    """The folded forms that are searched for: with punctuation counted, and with runs of it taken as one space."""
    folded = fold(name).strip()
    return {folded, re.sub(" +", " ", folded)} - {""}


def case_fits(written: str, found: str, *, chinese: bool) -> bool:
    """Whether a stretch of text has the capitals of a name.

    Args:
        written: the name as the gazetteer has it.
        found: what stands in the text; it folds to the same.
        chinese: the text around it is Chinese, whose writers are careless with Latin capitals.

    Returns:
        True where the capitals agree, where all of ``found`` is in capitals (a headline), or where small letters are
        what news uses ("the Commerce department").
    """
    if written == found or not any(letter.isupper() for letter in written):
        return True
    letters = [letter for letter in found if letter.isalpha()]
    if all(letter.isupper() for letter in letters):
        return True
    if chinese and len(letters) >= _SMALL_LATIN_IN_CHINESE:
        return True
    if written.isupper():
        return len(letters) >= _ACRONYM_MAY_BE_TITLED and found[0].isupper() and found[1:].islower()
    return _words_fit(_WORD.findall(written), _WORD.findall(found))


def _words_fit(written: list[str], found: list[str]) -> bool:
    if not written[0][0].isupper() and len(written) == 1:
        return any(letter.isupper() for letter in found[0])
    pairs = zip(written, found, strict=False)
    return all(_word_fits(name, text, first=at == 0) for at, (name, text) in enumerate(pairs))


def _word_fits(name: str, text: str, *, first: bool) -> bool:
    if not name[0].isupper() or text[0].isupper():
        return True
    return not first and name.lower() in _SMALL_IN_NEWS
