"""Words of search-engine spam that a copying site has put into a text in place of common words.

Three signs, each sufficient, none of which asks what the text is about:

* *foreign script*: a phrase with several characters of the other Chinese script, recurring in a text that otherwise
  keeps to its own, and that writes the same characters in its own script elsewhere;
* *spam cluster*: a recurring phrase in which several words of the trade (``data/junk.yml``) stand side by side;
* *pronoun slot*: a phrase that recurs only where speakers say "we" (at the beginning of quoted speech, or after a
  preposition), in a text of speeches where no one ever says "we". Copying sites replace just that word.

A phrase that stands in the title is what the article is about, and is never taken for spam.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from policygraph.junk_rules import rules
from policygraph.languages import writes_only
from policygraph.records import Removed
from policygraph.scripts import simplified

MIN_LENGTH = 4  # characters of a phrase
MAX_LENGTH = 24
MAX_GAP = 6  # neutral characters between two of the foreign script within a phrase
MIN_OWN = 40  # characters that give the text's own script away; fewer say nothing
MAX_FOREIGN_SHARE = 0.05  # of the characters that give a script away: more is a text in mixed script

_BREAK = re.compile(r"[^\w]")
_QUOTE = '“「『"‘'
_PREPOSITIONS = "对對让讓给給跟和与與为為向由"
_WE = re.compile(r"我们|我們|咱们|咱們|本公司|我司")


def find(text: str, lang: str, title: str = "") -> tuple[Removed, ...]:
    """Every occurrence of a spam phrase in a text, in order and without overlap."""
    phrases = set(_clusters(text, lang))
    if lang.startswith("zh"):
        phrases |= {*_foreign(text, lang), *_in_pronoun_slots(text)}
    kept = sorted(
        (each for each in phrases if simplified(each) not in simplified(title)), key=lambda each: (-len(each), each)
    )
    if not kept:
        return ()
    expression = re.compile("|".join(map(re.escape, kept)), re.IGNORECASE)
    return tuple(Removed("spam_word", match[0], match.start(), match.end()) for match in expression.finditer(text))


def _foreign(text: str, lang: str) -> Iterator[str]:
    """Recurring phrases in the other script."""
    sides = {character: writes_only(character) for character in set(text) if "\u3400" <= character <= "\u9fff"}
    foreign = {character for character, side in sides.items() if side not in (None, lang)}
    if not foreign:
        return
    counts = Counter(text)
    own = sum(counts[character] for character, side in sides.items() if side == lang)
    places = [i for i, character in enumerate(text) if character in foreign]
    if own < MIN_OWN or len(places) > MAX_FOREIGN_SHARE * own:
        return
    own_characters = {simplified(character) for character, side in sides.items() if side == lang}
    segments = Counter(text[start:end] for start, end in _runs(text, places))
    for segment, count in segments.items():
        distinct = {character for character in segment if writes_only(character) not in (None, lang)}
        known = distinct & own_characters if lang == "zh-Hant" else distinct
        if count >= 2 and len(distinct) >= 2 and known:
            phrase = _grown(text, segment)
            if MIN_LENGTH <= len(phrase) <= MAX_LENGTH:
                yield phrase


def _runs(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """Places that lie close together, with no break between them, as spans."""
    start = previous = -1
    for place in places:
        if start >= 0 and place - previous <= MAX_GAP + 1 and not _BREAK.search(text, previous, place):
            previous = place
            continue
        if start >= 0:
            yield start, previous + 1
        start = previous = place
    if start >= 0:
        yield start, previous + 1


def _grown(text: str, segment: str) -> str:
    """The longest phrase around a segment in which all its occurrences agree."""
    starts = [match.start() for match in re.finditer(re.escape(segment), text)]
    left, right = 0, len(segment)
    while right - left < MAX_LENGTH and _agree(text, [start + right for start in starts]):
        right += 1
    while right - left < MAX_LENGTH and _agree(text, [start + left - 1 for start in starts]):
        left -= 1
    return text[starts[0] + left : starts[0] + right]


def _agree(text: str, places: list[int]) -> bool:
    characters = {text[place] if 0 <= place < len(text) else "" for place in places}
    return len(characters) == 1 and not _BREAK.match(next(iter(characters)) or " ")


def _clusters(text: str, lang: str) -> Iterator[str]:
    """Recurring phrases in which at least three words of the trade stand side by side (two of English)."""
    expression, wanted = (_chinese_words(), 3) if lang.startswith("zh") else (_english_words(), 2)
    folded = simplified(text).casefold() if lang.startswith("zh") else text.casefold()
    if len(folded) != len(text):  # a character whose lower case is longer
        return
    found = Counter(text[match.start() : match.end()] for match in expression.finditer(folded))
    for phrase, count in found.items():
        words = set(re.findall(_word_choice(lang), simplified(phrase).casefold()))
        if count >= 2 and len(words) >= wanted:
            yield phrase


@lru_cache(maxsize=2)
def _word_choice(lang: str) -> str:
    words = rules().spam.zh if lang.startswith("zh") else rules().spam.en
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def _chinese_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{_word_choice('zh')})(?:\w?(?:{_word_choice('zh')}))+")


@lru_cache(maxsize=1)
def _english_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_word_choice('en')})(?: (?:{_word_choice('en')}))+\b")


def _in_pronoun_slots(text: str) -> Iterator[str]:
    """Phrases that stand only where "we" would, and often enough, where no one says "we"."""
    if _WE.search(text):
        return
    openings = [text[i + 1 : i + 1 + MAX_LENGTH] for i, character in enumerate(text) if character in _QUOTE]
    shared = {_common(one, other) for i, one in enumerate(openings) for other in openings[:i]}
    best = max(sorted(each for each in shared if len(each) >= MIN_LENGTH), key=text.count, default="")
    if best and _only_in_slots(text, best, openings):
        yield best


def _common(one: str, other: str) -> str:
    length = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return _BREAK.split(one[:length])[0]


def _only_in_slots(text: str, phrase: str, openings: list[str]) -> bool:
    places = [match.start() for match in re.finditer(re.escape(phrase), text)]
    follows = {text[place + len(phrase) : place + len(phrase) + 1] for place in places}
    in_slot = all(place and text[place - 1] in _QUOTE + _PREPOSITIONS for place in places)
    speeches = sum(each.startswith(phrase) for each in openings)
    return in_slot and len(places) >= 3 and speeches >= 2 and len(follows) >= 2 and not follows & set('”」』"’')
