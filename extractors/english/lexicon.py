"""Which units a word evokes: the lexical units of all frames by lemma and by inflected form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.english.grammar import grammar_words
from extractors.english.parse import Parse
from extractors.frames import EnglishFrame, Unit

_VOWELS = "aeiou"
_PARTICLES = ("-up", "-out", "-off", "-over", "-in", "-down")  # read as one word: "tie-up" (mending.py)
_IRREGULAR = {
    "buy": ("bought",),
    "sell": ("sold",),
    "take": ("took", "taken"),
    "seek": ("sought",),
    "win": ("won",),
    "lose": ("lost",),
    "bring": ("brought",),
    "find": ("found",),
    "steal": ("stole", "stolen"),
    "strike": ("struck",),
    "sue": ("suing",),
    "cut": ("cut", "cutting"),
    "hit": ("hit", "hitting"),
    "put": ("put",),
    "forbid": ("forbade", "forbidden"),
    "overthrow": ("overthrew", "overthrown"),
    "withdraw": ("withdrew", "withdrawn"),
    "leave": ("left",),
    "step": ("stepped", "stepping"),
    "quit": ("quit",),
    "resign": ("resigned",),
    "hold": ("held",),
    "rule": ("ruled",),
    "break": ("broke", "broken"),
    "get": ("got", "gotten"),
    "give": ("gave", "given"),
    "shut": ("shut", "shutting"),
    "make": ("made",),
    "pay": ("paid",),
    "write": ("wrote", "written"),
    "go": ("went", "gone"),
    "ban": ("banned", "banning"),
    "bar": ("barred", "barring"),
    "snap": ("snapped", "snapping"),
    "drop": ("dropped", "dropping"),
    "strip": ("stripped", "stripping"),
    "curb": ("curbed",),
    "cap": ("capped", "capping"),
    "nab": ("nabbed", "nabbing"),
    "snag": ("snagged", "snagging"),
    "bag": ("bagged", "bagging"),
    "tap": ("tapped", "tapping"),
    "set": ("set", "setting"),
    "axe": ("axed", "axing"),
    "swap": ("swapped",),
    "plug": ("plugged",),
    "scrap": ("scrapped", "scrapping"),
    "overturn": ("overturned",),
    "repeal": ("repealed",),
    "unveil": ("unveiled",),
    "hand": ("handed",),
    "slap": ("slapped", "slapping"),
    "tie": ("tied", "tying"),
    "lead": ("led",),
    "blow": ("blew",),
    "let": ("let",),
    "throw": ("threw", "thrown"),
    "deem": ("deemed",),
    "ship": ("shipped", "shipping"),
    "debut": ("debuted",),
    "wrap": ("wrapped",),
    "hack": ("hacked",),
    "begin": ("began", "begun"),
    "become": ("became", "become"),
    "spin": ("spun",),
    "hire": ("hired",),
    "say": ("said",),
    "rise": ("rose",),
    "overrule": ("overruled",),
    "leak": ("leaked",),
    "float": ("floated",),
}


def inflections(lemma: str) -> set[str]:
    """The forms of an English verb."""
    if lemma in _IRREGULAR:
        base = {lemma, lemma + "s", *_IRREGULAR[lemma]}
    else:
        base = {lemma, lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")}
    if lemma.endswith("e"):
        return base | {lemma + "d", lemma[:-1] + "ing"}
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return base | {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    return base | {lemma + "ed", lemma + "ing"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to evoke a frame."""

    frame: EnglishFrame
    unit: Unit
    words: tuple[str, ...]  # the unit's words in order; the one that it is found by is among them
    kind: str  # "v", "n" or "a"

    @property
    def name(self) -> str:
        """As explanations show it, e.g. "Lawsuit/sue.v"."""
        return f"{self.frame.type}/{' '.join(self.words)}.{self.kind}"


class Lexicon:
    """The units of all frames by word."""

    def __init__(self, frames: Iterable[EnglishFrame]) -> None:
        """Index the units."""
        self._verbs: dict[str, list[Entry]] = defaultdict(list)
        self._nouns: dict[str, list[Entry]] = defaultdict(list)
        self._adjectives: dict[str, list[Entry]] = defaultdict(list)
        frames = tuple(frames)
        self._others: dict[str, frozenset[str]] = {}
        self._each = {frame.type: frame.each for frame in frames}
        self._event_nouns = {f.type: {w.split()[-1] for unit in f.units for w in unit.noun} for f in frames}
        self.lending = {frame.type: frame.borrow for frame in frames}
        self.lacking = {frame.type: {**frame.borrow, **frame.lacking} for frame in frames}
        for frame in frames:
            for unit in frame.units:
                self._add(frame, unit)

    def _add(self, frame: EnglishFrame, unit: Unit) -> None:
        for words in unit.verb:
            parts = tuple(words.split())
            for form in inflections(parts[0]):
                self._verbs[form].append(Entry(frame, unit, parts, "v"))
        for words in unit.noun:
            parts = tuple(words.split()) if words.endswith(_PARTICLES) else tuple(words.replace("-", " - ").split())
            self._nouns[parts[-1]].append(Entry(frame, unit, parts, "n"))
        for words in unit.adjective:
            self._adjectives[words].append(Entry(frame, unit, (words,), "a"))

    def each(self, event_type: str) -> str:
        """The role of which every filler makes an event of its own; empty where the type has none."""
        return self._each.get(event_type, "")

    def nouns_of_others(self, event_type: str) -> frozenset[str]:
        """The nouns that tell events of other types only: a sum that measures one of them is not this event's."""
        if event_type not in self._others:
            others = (nouns for other, nouns in self._event_nouns.items() if other != event_type)
            self._others[event_type] = frozenset[str]().union(*others) - self._event_nouns[event_type]
        return self._others[event_type]

    def knows(self, word: str) -> bool:
        """Whether a word in lower case is a form of some unit."""
        return word in self._verbs or word in self._nouns or word in grammar_words().small_words

    def _verb_form(self, parse: Parse, token: int) -> str:
        """By what a word is found as a verb: its form, else what the parser says it is a form of: "built", "chose"."""
        word = parse.lower[token]
        return word if word in self._verbs or parse.pos[token] not in ("VERB", "AUX") else parse.lemma[token]

    def at(self, parse: Parse, token: int) -> Iterator[Entry]:
        """The units that a token evokes, by its form and its part of speech."""
        word, pos = parse.lower[token], parse.pos[token]
        verb = self._verb_form(parse, token)
        if verb in self._verbs and _may_be_verb(parse, token):
            yield from (e for e in self._verbs[verb] if _has_particles(parse, token, e.words[1:]))
        if pos in ("NOUN", "PROPN", "VERB", "ADJ") and not (pos == "VERB" and parse.tag[token] != "VBG"):
            for form in dict.fromkeys((parse.lemma[token], word, _singular(word))):
                yield from (e for e in self._nouns.get(form, ()) if _preceded(parse, token, e.words[:-1]))
        if word in self._adjectives:
            yield from self._adjectives[word]


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _may_be_verb(parse: Parse, token: int) -> bool:
    if parse.lower[token] == "named" and parse.dep[token] == "acl" and parse.pos[token + 1] == "PROPN":
        return False  # "a chef named Luka"
    if parse.pos[token] in ("VERB", "AUX"):
        return parse.dep[token] not in ("amod", "compound", "aux", "auxpass")
    if parse.field == "title" and parse.pos[token] in ("NOUN", "PROPN", "ADJ"):
        return parse.dep[token] in ("ROOT",) and bool(parse.children[token])
    return parse.tag[token] in ("VBG", "VBN", "VBD") and parse.dep[token] not in ("amod", "compound")


def _has_particles(parse: Parse, token: int, particles: tuple[str, ...]) -> bool:
    if not particles:
        return True
    kids = [
        parse.lower[kid]
        for kid in parse.children[token]
        if parse.dep[kid] in ("prt", "advmod", "prep", "advcl", "npadvmod", "acomp", "oprd", "xcomp", "ccomp")
    ]
    nearby = parse.lower[token + 1 : token + 2 + len(particles)]
    window = parse.lower[token + 1 : token + 7]
    if nearby[: len(particles)] == list(particles):
        return True
    if len(particles) == 1 and _completes(parse, token, particles[0]):
        return True
    return len(particles) == 1 and particles[0] in kids and particles[0] in window


def _completes(parse: Parse, token: int, word: str) -> bool:
    """As in "take the world's third-largest maker of computers private", however much lies between."""
    return any(parse.lower[kid] == word for kid in parse.kids(token, "oprd", "acomp"))


def _preceded(parse: Parse, token: int, words: tuple[str, ...]) -> bool:
    if not words:
        return True
    start = token - len(words)
    if start < 0:
        return False
    return all(word in (parse.lower[start + i], parse.lemma[start + i]) for i, word in enumerate(words))
