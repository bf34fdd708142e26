"""Who speaks, and of whom: 外交部发言人指|美方|抹黑中国, 议员批评，|港铁|隐瞒沉降."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractors.chinese.layout import Clause, Sentence
from extractors.chinese.noun_phrases import Conjunct, NounPhrase, is_people
from extractors.chinese.slots import Discourse

_SAYS = re.compile(
    r"(?:表示|声称|宣称|指称|称(?!赞|呼|作|霸|职|号|重)|指出|(?<![\d%％点])指(?![数标定控责挥示派引向南称出摘斥点望导使令])|(?<![小学传游劝])说(?![明服法客])|强调|认为|写道"
    r"|发文|撰文|回应|重申|补充|直言|坦言|形容|警告|声明|质问|反问|回击|反驳|驳斥|批评|斥|抨击|谴责|炮轰)"
)
_NOBODY = re.compile(r"(?:人们|有人|外界|分析|评论|消息|报道|传媒|媒体|市场|舆论)(?:普遍|则|又|也|亦|都|曾)?$")
_TAKES_CLAUSE = frozenset({"就", "对", "对于", "针对", "因", "由于", "随着"})  # 就|特朗普称中国…的言论
_OPENS = re.compile(r"[「“]")
_CLOSES = re.compile(r"[」”]")
_SENTENCE_END = re.compile(r"[。！？；\n]")
_REACH = 400  # characters within which a quotation that is still open has begun
_AHEAD = 3  # clauses within which a criticism names whom it is of
_HEAD = re.compile(r"[^，。；：:！？\n]{2,20}[：:]")
_GAP = re.compile(r"(?:说|道|称|指|指出|表示|认为)?[，：:\s「“]*")  # what may stand between a verb and what is said


class Speaking:
    """Reads who says what a clause tells, and of whom what is said speaks."""

    def __init__(
        self,
        text: str,
        phrases: Callable[[int, int], Sequence[NounPhrase]],
        topic_of: Callable[[Clause], tuple[Conjunct, ...]],
        media: frozenset[str] = frozenset(),
    ) -> None:
        """Read from one text.

        Args:
            text: folded.
            phrases: gives the noun phrases of a stretch.
            topic_of: gives what a clause speaks of.
            media: IRIs of those that merely report.
        """
        self._text = text
        self._phrases = phrases
        self._topic_of = topic_of
        self._media = media

    def speaker(self, sentence: Sentence, position: int, discourse: Discourse) -> tuple[Conjunct, ...]:
        """Who says what stands at a position: before it in its sentence, or before a quotation that is still open."""
        if own := self._before(sentence.start, position):
            return own
        says = list(_SAYS.finditer(self._text, sentence.start, position))
        if says and _NOBODY.search(self._text, sentence.start, says[-1].start()):
            return ()
        if says:
            earlier = [c for c in sentence.clauses if c.end <= says[-1].start() and not c.bracketed]
            topics = (self._topic_of(c) for c in reversed(earlier))
            return next((topic for topic in topics if topic), discourse.topic)
        return self._headed(sentence, position) or self._quoted(sentence.start)

    def _headed(self, sentence: Sentence, position: int) -> tuple[Conjunct, ...]:
        """Who stands before a colon at the head of a sentence: 外交部：|美方违反规则."""
        head = _HEAD.match(self._text, sentence.start, position)
        phrases = self._phrases(sentence.start, head.end() - 1) if head else ()
        if len(phrases) != 1 or phrases[0].marker or phrases[0].governor:
            return ()
        media = any(c.entity and c.entity.iri in self._media for c in phrases[0].conjuncts)
        named = any(c.is_name for c in phrases[0].conjuncts) or self._is_somebody(phrases[0])
        return phrases[0].conjuncts if named and not media else ()

    def _before(self, start: int, end: int) -> tuple[Conjunct, ...]:
        """The subject of the last verb of saying in a stretch that has one of its own; nobody who merely reports."""
        for says in reversed(list(_SAYS.finditer(self._text, start, end))):
            head = max(start, self._clause_start(start, says.start()))
            if _NOBODY.search(self._text, head, says.start()):
                return ()
            for i, phrase in enumerate(reversed(self._phrases(head, says.start()))):
                nearest = not i and phrase.marker in _TAKES_CLAUSE
                if not nearest and (phrase.marker or phrase.governor):
                    continue
                if any(c.entity and c.entity.iri in self._media for c in phrase.conjuncts):
                    return ()
                if any(c.names for c in phrase.conjuncts) or self._is_somebody(phrase):
                    return phrase.conjuncts
        return ()

    def _clause_start(self, start: int, end: int) -> int:
        return max(self._text.rfind(mark, start, end) for mark in "，,：:") + 1

    def _is_somebody(self, phrase: NounPhrase) -> bool:
        return is_people(self._text[phrase.start : phrase.end])

    def _quoted(self, position: int) -> tuple[Conjunct, ...]:
        """Who says the quotation that a sentence stands within."""
        floor = max(self._text.rfind("\n", 0, position) + 1, position - _REACH)
        opened = [m.start() for m in _OPENS.finditer(self._text, floor, position)]
        closed = [m.start() for m in _CLOSES.finditer(self._text, floor, position)]
        if len(opened) <= len(closed):
            return ()
        starts = [m.end() for m in _SENTENCE_END.finditer(self._text, floor, opened[-1])]
        return self._before(starts[-1] if starts else floor, opened[-1])

    def blamed(self, sentence: Sentence, clause: Clause) -> tuple[Conjunct, ...]:
        """Whom the clauses before say something of: 商务部指|华为|威胁安全，窃取机密: the one who steals."""
        earlier = [c for c in sentence.clauses if c.end <= clause.start + 1 and not c.bracketed]
        for other in reversed(earlier):
            for phrase in reversed(self._phrases(other.start, other.end)):
                named = any(c.is_name for c in phrase.conjuncts) or self._is_somebody(phrase)
                if phrase.governor and _SAYS.search(phrase.governor) and not phrase.marker and named:
                    return phrase.conjuncts
            if self._topic_of(other):
                return ()
        return ()

    def spoken_against(self, sentence: Sentence, clause: Clause, end: int) -> tuple[Conjunct, ...]:
        """Of whom the clauses speak that follow a verb of criticism at the end of its clause: 批评，|港铁|隐瞒."""
        if _GAP.sub("", self._text[end : clause.end], count=1):
            return ()
        following = [c for c in sentence.clauses if c.start >= clause.end - 1 and not c.bracketed]
        topics = (self._topic_of(c) for c in following[:_AHEAD])
        return next((topic for topic in topics if topic), ())
