"""What stands beyond a trigger's noun phrases: the other clauses, all that follows, the head of a headline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from extractors.chinese.chunks import FUNDING_ROUND, TO
from extractors.chinese.frames import Trigger
from extractors.chinese.layout import Clause, Sentence
from extractors.chinese.noun_phrases import Conjunct, NounPhrase, is_people
from extractors.chinese.slots import Surroundings
from extractors.chinese.titles import TITLE

_ANSWERS_IN = re.compile(r"否认|辟谣|澄清|回应")
_ANSWERS = re.compile(rf"(?:方面|发言人|官方|回应)?[：:]?(?:{_ANSWERS_IN.pattern})")
_WILL = re.compile(r"[将已拟或遭被]?(?:宣布|突然|正式|意外|即将|再度)?")  # between an office and what becomes of it
_NEW_OFFICE = re.compile(rf"(?:一[名位])?(?:新任?|首[任位名个]|下任){TITLE.pattern}(?=[，。；！\s]|$)")
_CALLED = re.compile(r"(?:叫做|名为|名叫|称为|取名|命名为|代号为?)[“「『《\s]?")


class Beyond:
    """Fills the slots that look past the noun phrases of a trigger's clause."""

    def __init__(
        self, text: str, phrases: Callable[[int, int], Sequence[NounPhrase]], media: frozenset[str] = frozenset()
    ) -> None:
        """Read from one text.

        Args:
            text: folded.
            phrases: gives the noun phrases of a stretch.
            media: IRIs of those that merely report.
        """
        self._text = text
        self._phrases = phrases
        self._media = media

    def elsewhere(self, around: Surroundings, sentence: Sentence, clause: Clause) -> None:
        """What the other clauses of the sentence name."""
        for other in sentence.clauses:
            if other is clause or other.bracketed:
                continue
            slot = "before_clause" if other.start < clause.start else "after_clause"
            named = [c for p in self._phrases(other.start, other.end) for c in p.conjuncts if self._takes_part(c)]
            around.slots[slot] = (
                [*named, *around.slots.get(slot, [])]
                if slot == "before_clause"
                else [*around.slots.get(slot, []), *named]
            )
            if other.start < clause.start:
                aimed = (p for p in self._phrases(other.start, other.end) if p.marker in TO)
                around.put("before_to", [c for p in aimed for c in p.conjuncts if c.is_name or self._is_described(c)])
        names = self._phrases(clause.start, clause.end)
        around.put("sentence", [c for phrase in names for c in phrase.conjuncts if self._takes_part(c)])
        around.put("sentence", around.slots.get("before_clause", []))
        around.put("sentence", around.slots.get("after_clause", []))

    def _is_described(self, conjunct: Conjunct) -> bool:
        """Whether a conjunct describes people or bodies, and nobody with a name."""
        return not conjunct.names and is_people(self._text[conjunct.start : conjunct.end])

    def _takes_part(self, conjunct: Conjunct) -> bool:
        """Whether it names somebody who does not merely report."""
        return conjunct.entity is not None and conjunct.entity.iri not in self._media

    def answers(self, around: Surroundings, sentence: Sentence, clause: Clause) -> None:
        """Whose denial follows is whom the rumour is about."""
        if not _ANSWERS_IN.search(self._text, clause.end, sentence.end):
            return
        for other in sentence.clauses:
            if other.start < clause.end or other.bracketed:
                continue
            for phrase in self._phrases(other.start, other.end)[:1]:
                if _ANSWERS.match(self._text, phrase.end):
                    around.put("answers", [c for c in phrase.conjuncts if c.is_name])

    def called(self, around: Surroundings, clause: Clause) -> None:
        """推出一款工具，名为X: the name is told in the next clause."""
        if match := _CALLED.match(self._text, clause.end):
            named = self._phrases(match.end(), min(match.end() + 30, len(self._text)))[:1]
            around.slots["object_after"] = [
                *(c for p in named for c in p.conjuncts if c.is_name),
                *around.slots.get("object_after", []),
            ]

    def rest(self, clause: Clause, trigger: Trigger) -> Iterator[Conjunct]:
        """All that a clause says after a trigger: what must not be done."""
        end = clause.end
        while end > trigger.end and self._text[end - 1] in "，。；：:！？,.; ":
            end -= 1
        if 2 <= end - trigger.end <= 30:
            yield Conjunct(trigger.end, end, None)

    def office(self, clause: Clause, trigger: Trigger) -> Iterator[Conjunct]:
        """The office of somebody who is not named, right before or after a trigger: OpenAI|首席研究官|辞职."""
        before = list(TITLE.finditer(self._text, clause.start, trigger.start))[-1:]
        if before and _WILL.fullmatch(self._text, before[0].end(), trigger.start):
            yield Conjunct(before[0].start(), before[0].end(), None)
        elif match := _NEW_OFFICE.match(self._text, trigger.end, clause.end):
            yield Conjunct(match.start(), match.end(), None)

    def head(self, clause: Clause, trigger: Trigger) -> Iterator[Conjunct]:
        """What a headline starts with, up to the trigger, where it is short enough to be a name."""
        end = trigger.start
        found = FUNDING_ROUND.search(self._text, clause.start, end)
        text = self._text[clause.start : found.start() if found else end].rstrip(" 的“”「」")
        if 2 <= len(text) <= 16 and not re.search(r"[，。：:、；]|[被将对向与]", text):
            yield Conjunct(clause.start, clause.start + len(text), None)
