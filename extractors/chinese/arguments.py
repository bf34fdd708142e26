"""Who did what to whom: the slots around a trigger, read by marker and position."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.chinese.beyond import Beyond
from extractors.chinese.chunks import BY, PASSIVE, Chunk, Chunker, Kind
from extractors.chinese.fillers import RoleFiller
from extractors.chinese.frames import Trigger
from extractors.chinese.inner_clauses import actor_in_inner_clause
from extractors.chinese.joined_clauses import joined
from extractors.chinese.layout import Clause, Sentence
from extractors.chinese.noun_phrases import SOMEBODY, Conjunct, NounPhrase, is_people, noun_phrases
from extractors.chinese.plurals import Plural
from extractors.chinese.shares import share_deal
from extractors.chinese.slots import Discourse, Filler, Surroundings, names_of, owners, possessor, slot_of, speaks_for
from extractors.chinese.speaking import Speaking
from extractors.chinese.words import words

# Verbs whose object acts in what follows: 要求A出售B, 禁止A使用B, 路透社称A收购B.
PIVOTS = frozenset(words().pivots)
_PASSIVE_TIGHT = re.compile(r"(?:被(?!迫|告)|遭到|遭受|遭|受到|挨|面临|面对|招致)[^，。；]{0,3}$")
_REPORTS = re.compile(
    r"》?[^，。；]{0,6}(?:报道|报导|引述|援引(?!同一|[「“]|《[^》]*[法例]》)|披露|爆料|讯|刊登|发表(?!声明|公告|公报|讲话|谈话|演说|演讲|意见|看法|评论|回应|致辞|联合|书面|公开信|报告)|消息|獲悉|获悉|撰文)"
)
_SAYS_SO = re.compile(r"[》」]?[^，。；]{0,10}(?:指|称|说|表示)")
_ITS_UNIT = re.compile(r"(?:宣布|称|表示|透露|公布)?(?=旗下|其|子公司|关联公司)")
_GOING = frozenset({"赴", "访", "来", "到", "往", "前往", "进入", "返回", "登陆"})
_TELLS = re.compile(r"(?:方面)?(?:透露|披露|公布|介绍|公告|财报|年报|数据|称)")
_DE = re.compile("[的之]")
_ACTING = frozenset({"Person", "Company", "Organization"})
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]|[）)]")
_PUT_FIRST = re.compile(r"[将把](?=[^，。；]{2,60}$|[^，。；]{2,60}(?:股权|股份|权益|业务))")
_ONE_OF_MANY = re.compile(r"[一两三几数\d][个名位家间批]")
_SAYING = frozenset(words().saying)
_SAYS = re.compile(r"[^，。；：:]{0,8}(?:宣布|表示|透露|指出|证实|公布|披露|说|称)")


class ArgumentReader:
    """Reads the slots around triggers in one text."""

    def __init__(self, chunker: Chunker, media: frozenset[str] = frozenset(), plurals: Sequence[Plural] = ()) -> None:
        """Read from the chunks of one text.

        Args:
            chunker: of the text.
            media: IRIs of those that merely report.
            plurals: expressions that stand for several entities.
        """
        self._plurals = {plural.start: plural for plural in plurals}
        self._chunker = chunker
        self._media = media
        self._phrases: dict[tuple[int, int], list[NounPhrase]] = {}
        self._topics: dict[tuple[int, int], tuple[Conjunct, ...]] = {}
        self._text = chunker.text
        self._filler = RoleFiller(chunker)
        self._beyond = Beyond(chunker.text, self.phrases, media)
        self._speaking = Speaking(chunker.text, self.phrases, self.topic_of, media)

    def joined(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """Sentences with the clauses that a comma divides wrongly as one."""
        return joined(self._chunker, sentences)

    def chunks(self, start: int, end: int) -> list[Chunk]:
        """The chunks of a stretch."""
        return self._chunker.chunks(start, end)

    def names(self, start: int, end: int) -> list[Chunk]:
        """The names in a stretch."""
        return self._chunker.names(start, end)

    def cuts_word(self, start: int, end: int) -> bool:
        """Whether a stretch starts or ends in the middle of a word that the dictionary has (提|出任|何)."""
        return self._chunker.cuts_word(start) or self._chunker.cuts_word(end)

    def phrases(self, start: int, end: int) -> list[NounPhrase]:
        """The noun phrases of a stretch; each stretch is read once."""
        if (start, end) not in self._phrases:
            self._phrases[start, end] = noun_phrases(self._chunker.chunks(start, end))
        return self._phrases[start, end]

    def plural_names(self, start: int, end: int) -> list[Chunk]:
        """The entities that plural expressions in a stretch stand for, each as a name there."""
        inside = (p for p in self._plurals.values() if start <= p.start and p.end <= end)
        text = self._text
        return [Chunk(Kind.NAME, p.start, p.end, text[p.start : p.end], e) for p in inside for e in p.entities]

    def _spelled_out(self, conjunct: Conjunct) -> list[Conjunct]:
        """A conjunct, or the names that it stands for (双方)."""
        plural = None if conjunct.names else self._plurals.get(conjunct.start)
        if plural is None or conjunct.end > plural.end + 1:
            return [conjunct]
        names = self.plural_names(plural.start, plural.end)
        return [Conjunct(plural.start, plural.end, name.entity, None, "", (name,)) for name in names]

    def topic_of(self, clause: Clause) -> tuple[Conjunct, ...]:
        """What a clause speaks of: its first noun phrase that nothing governs; a bare possessor counts.

        Who merely reports is passed over; so are places and laws. A phrase without a name counts where it says who.
        """
        key = clause.start, clause.end
        if key not in self._topics:
            self._topics[key] = self._topic(clause)
        return self._topics[key]

    def _topic(self, clause: Clause) -> tuple[Conjunct, ...]:
        head = self._relative_head(clause)
        for phrase in self.phrases(head or clause.start, clause.end):
            if phrase.governor and phrase.governor not in _SAYING:
                return ()
            if (phrase.marker and not self._told_by(phrase)) or self._only_reports(phrase):
                continue
            named = [possessor(conjunct) for conjunct in phrase.conjuncts]
            kept = tuple(c for c in named if c and c.entity and c.entity.type != "Law")
            if kept:
                return self._unit_of(phrase, clause) or kept
            if _acts(self._text[phrase.start : phrase.end]):
                return phrase.conjuncts
        return ()

    def _told_by(self, phrase: NounPhrase) -> bool:
        """据甲公司透露，其…: what follows is of the company that tells it, unless it is a news medium."""
        media = any(c.entity and c.entity.iri in self._media for c in phrase.conjuncts)
        return phrase.marker in ("据", "根据") and not media and bool(_TELLS.match(self._text, phrase.end))

    def _unit_of(self, phrase: NounPhrase, clause: Clause) -> tuple[Conjunct, ...]:
        """A宣布旗下B: the news is of B."""
        match = _ITS_UNIT.match(self._text, phrase.end, clause.end)
        following = self.phrases(match.end(), clause.end) if match else []
        return tuple(c for c in following[0].conjuncts if c.is_name) if following and not following[0].governor else ()

    def _only_reports(self, phrase: NounPhrase) -> bool:
        media = any(c.entity and c.entity.iri in self._media for c in phrase.conjuncts)
        reports = bool(_REPORTS.match(self._text, phrase.end))
        return reports or (media and bool(_SAYS_SO.match(self._text, phrase.end)))

    def _relative_head(self, clause: Clause) -> int | None:
        """Where the noun starts that a whole clause describes: 低调赴美上市的|滴滴."""
        if not _DE.search(self._text, clause.start, clause.end):
            return None
        chunks = self._chunker.chunks(clause.start, clause.end)
        last = next((i for i in reversed(range(len(chunks))) if chunks[i].kind is Kind.DE), None)
        if last is None or not any(chunk.kind is Kind.VERB for chunk in chunks[:last]):
            return None
        if _ONE_OF_MANY.search(self._text, clause.start, chunks[last].start):
            return None  # 警方逮捕一名…的公民: who is described is acted on
        after = chunks[last + 1 :]
        names = any(chunk.kind is Kind.NAME for chunk in after)
        return after[0].start if names and all(c.kind in (Kind.NAME, Kind.NOUN, Kind.POINT) for c in after) else None

    def reports(self, filler: Filler) -> bool:
        """Whether a filler is a news medium: what it reports it does not claim."""
        return filler.entity is not None and filler.entity.iri in self._media

    def says_what_to_do(self, position: int) -> bool:
        """Whether a verb, or what can stand before one, starts at a position."""
        chunks = self._chunker.chunks(position, position + 6)
        return bool(chunks) and chunks[0].kind in (Kind.VERB, Kind.MARKER, Kind.ADVERB)

    def place_before(self, position: int) -> Filler | None:
        """The country or state named right before a position, with a title at most between (美国总统|特朗普)."""
        chunks = self._chunker.chunks(max(0, position - 12), position)
        for chunk in reversed(chunks):
            if chunk.kind is Kind.NAME and chunk.entity and chunk.entity.type == "Place":
                return Filler(chunk.start, chunk.end, chunk.entity)
            if chunk.kind is not Kind.NOUN:
                return None
        return None

    def surroundings(self, trigger: Trigger, sentence: Sentence, clause: Clause, discourse: Discourse) -> Surroundings:
        """Read the slots around a trigger."""
        around = Surroundings()
        left = self.phrases(clause.start, trigger.start)
        right = self.phrases(trigger.end, clause.end)
        before = self._text[clause.start : trigger.start]
        around.passive = (
            trigger.unit.passive
            or (trigger.text[0] in "被遭" and not trigger.text.startswith("被迫"))
            or bool(_PASSIVE_TIGHT.search(before))
            or any(phrase.marker in PASSIVE and not phrase.governor for phrase in left[-1:])
        )
        self._left(around, left, trigger, clause)
        self._right(around, right, trigger)
        self._beyond.called(around, clause)
        if trigger.gap:
            self._gap(around, trigger)
        self._shares(around, trigger, clause)
        self._carried(around, trigger, sentence, clause, discourse)
        around.put("own_product", _own_products(around))
        if "office" in trigger.slots:
            around.put("office", self._beyond.office(clause, trigger))
        around.put("rest", self._beyond.rest(clause, trigger))
        around.put("complement_named", [c for c in around.slots.get("complement", []) if c.is_name or c.owner])
        if sentence.headline:
            around.put("clause_head", self._beyond.head(clause, trigger))
        if self._plurals:
            around.slots = {slot: [n for c in cs for n in self._spelled_out(c)] for slot, cs in around.slots.items()}
        return around

    def _left(self, around: Surroundings, left: Sequence[NounPhrase], trigger: Trigger, clause: Clause) -> None:
        subject: NounPhrase | None = None
        inner = actor_in_inner_clause(self._text, left, trigger, clause)
        for i, phrase in reversed(list(enumerate(left))):
            beside = phrase.end >= trigger.start - 1
            if phrase is inner:
                subject = subject or phrase
                continue
            if self._is_aside(phrase, left[:i]) or (phrase.marker == "就" and not beside):
                continue
            slot = slot_of(phrase.marker)
            if slot:
                around.put(slot, phrase.conjuncts)
            elif phrase.marker in BY:
                continue
            elif subject is None and (
                not phrase.governor or phrase.governor in PIVOTS or self._embedded(phrase, trigger)
            ):
                subject = phrase
            elif not phrase.governor:
                around.put("outer", phrase.conjuncts)
        if left and left[-1].end >= trigger.start - 3 and slot_of(left[-1].marker) != "to":  # 对美|阻断令
            last = left[-1].conjuncts[-1]
            around.put("before", [last])
            around.put("before_all", left[-1].conjuncts)
            around.put("owner_before", names_of(last))
        acting = subject.conjuncts if subject else self._described(left, trigger, clause)
        around.put("subject_all", acting)
        around.put("subject_owner", [name for c in acting for name in names_of(c) if name.entity is not c.entity])
        if subject and "with" in trigger.slots:
            acting, companions = subject.without_companions()
            around.put("with", companions)
        self._voice(around, acting)

    def _described(self, left: Sequence[NounPhrase], trigger: Trigger, clause: Clause) -> tuple[Conjunct, ...]:
        """Whom a clause describes before it says what he does: 创立…的|甲公司|指控乙."""
        if not left or not left[0].governor or left[0].governor in PIVOTS or left[-1].marker:
            return ()
        last = left[-1].conjuncts[-1]
        described = len(left) == 1 and last.is_name and _DE.search(self._text, clause.start, last.start)
        between = self._chunker.chunks(last.end, trigger.start)
        beside = all(chunk.kind in (Kind.DATE, Kind.ADVERB, Kind.POINT) for chunk in between)
        return (last,) if described and beside else ()

    def _is_aside(self, phrase: NounPhrase, before: Sequence[NounPhrase]) -> bool:
        """An auxiliary that looks like a noun, or another name, in brackets, of whom the name before it names."""
        bracketed = self._text[phrase.start - 1 : phrase.start] in ("（", "(")
        named = before and before[-1].end == phrase.start - 1 and before[-1].conjuncts[-1].is_name
        nameless = not any(conjunct.names for conjunct in phrase.conjuncts)
        return bool(bracketed and (named or nameless)) or self._text[phrase.start : phrase.end] in _AUXILIARY

    def _embedded(self, phrase: NounPhrase, trigger: Trigger) -> bool:
        """为报复|美国开征钢铁关税: whoever stands right before a trigger that has an object of its own acts in it."""
        beside = not _BRACKETED.sub("", self._text[phrase.end : trigger.start])
        named = phrase.conjuncts[-1].is_name and beside and phrase.governor not in _GOING
        return named and (trigger.gap is not None or self._text[trigger.end : trigger.end + 1].isalnum())

    @staticmethod
    def _voice(around: Surroundings, acting: Sequence[Conjunct]) -> None:
        agents = around.slots.get("agent", [])
        if around.passive:
            around.put("object", around.slots["subject_all"])
            around.put("subject", agents)
        else:
            around.put("subject", agents or acting)
            around.put("object", around.slots.get("disposal", []))
            around.put("object", around.slots["subject_all"] if agents else ())

    def _right(self, around: Surroundings, right: Sequence[NounPhrase], trigger: Trigger) -> None:
        direct = self._text[trigger.end : trigger.end + 1] not in "、和与及"
        for phrase in right:
            slot = slot_of(phrase.marker)
            if slot == "to" and phrase.governor:
                continue
            if slot in ("agent", "disposal"):
                around.put("complement", phrase.conjuncts)
            elif slot:
                around.put(slot, phrase.conjuncts)
            elif direct and (not phrase.governor or self._is_described(phrase, trigger)):
                around.put("object_after", phrase.conjuncts)
                around.put("object_named", [c for c in phrase.conjuncts if c.is_name])
                described = (c for c in phrase.conjuncts if not c.is_name)
                around.put("object_people", [c for c in described if is_people(self._text[c.start : c.end])])
                direct = False
            else:
                around.put("complement", phrase.conjuncts)
        after = around.slots.get("object_after", [])
        if self._text.startswith("的", trigger.end):
            around.put("relative", [c for c in after if c.is_name])
        if around.passive and self._text.startswith("的", trigger.end):
            around.slots["object"] = after  # 被美国封杀的中兴
            around.slots["subject_all"] = around.slots["subject_all"] or after
        elif not around.passive or trigger.unit.passive:
            around.slots["object"] = [*after, *around.slots.get("object", [])]
        around.put(
            "owner", [owner for conjunct in [*after, *around.slots.get("object", [])] for owner in owners(conjunct)]
        )

    def _is_described(self, phrase: NounPhrase, trigger: Trigger) -> bool:
        """起诉|任职甲公司的某某: the verb right behind the trigger is in what describes its object."""
        last = phrase.conjuncts[-1]
        acts = last.entity is not None and last.entity.type in _ACTING and len(last.names) > 1
        beside = self._text[trigger.end : last.names[0].start] == phrase.governor if acts else False
        return beside and bool(_DE.search(self._text, last.names[0].end, last.start))

    def _is_deed(self, conjunct: Conjunct) -> bool:
        """Whether it only points to what somebody did: 此举, 有关做法, 措施."""
        return not conjunct.names and self._text[conjunct.start : conjunct.end].endswith(_DEEDS)

    def _shares(self, around: Surroundings, trigger: Trigger, clause: Clause) -> None:
        """Whose shares change hands, where a role asks for it."""
        if trigger.slots.isdisjoint(("shares", "holder")):
            return
        start = trigger.gap[0] if trigger.gap else trigger.end
        put_first = _PUT_FIRST.search(self._text, clause.start, trigger.start)
        ends = [(start, clause.end), (put_first.end(), trigger.start)] if put_first else [(start, clause.end)]
        deal = next((found for span in ends if (found := share_deal(self._chunker, *span))), None)
        around.put("shares", deal.companies if deal else ())
        around.put("holder", deal.holders if deal else ())

    def _gap(self, around: Surroundings, trigger: Trigger) -> None:
        if trigger.gap is None:
            return
        for phrase in self.phrases(*trigger.gap):
            slot = slot_of(phrase.marker)
            around.put(slot if slot in ("to", "with", "in", "from", "agent") else "inside", phrase.conjuncts)
            around.put("owner", [owner for conjunct in phrase.conjuncts for owner in owners(conjunct)])

    def _carried(
        self, around: Surroundings, trigger: Trigger, sentence: Sentence, clause: Clause, discourse: Discourse
    ) -> None:
        if "topic" in trigger.slots:
            around.put("topic", discourse.topic)
        if "spoken_of" in trigger.slots:
            around.put("spoken_of", discourse.body)
        around.put("doer", around.slots.get("subject_all") or around.slots.get("agent", []))
        if "speaker" in trigger.slots:
            told = [c for c in around.slots["doer"] if not self._is_deed(c)]
            around.slots["doer"] = told or list(self._speaking.blamed(sentence, clause))
            around.put("speaker", self._speaking.speaker(sentence, trigger.start, discourse))
        if "content" in trigger.slots:
            around.put("content", self._speaking.spoken_against(sentence, clause, trigger.end))
        own = around.slots.get("subject_all")
        says_who = any(c.names or _acts(self._text[c.start : c.end]) for c in own or ())
        if not says_who and not around.slots.get("agent") and not around.passive:
            others = [c for slot in ("object", "to", "inside") for c in around.slots.get(slot, [])]
            outer = [c for c in around.slots.get("outer", []) if c.entity and c.entity.iri not in self._media]
            carried: Sequence[Conjunct] = outer or discourse.topic_beside(others)
            if trigger.frame.type in _DONE_BY_BODIES:
                carried = [speaks_for(c) if _SAYS.match(self._text, c.end) else c for c in carried]
            around.put("subject", carried)
            around.put("doer", [] if own else carried)
            around.put("subject_owner", [name for c in carried for name in names_of(c) if name.entity is not c.entity])
        if around.passive and not says_who:
            around.put("object", discourse.topic)
        self._beyond.answers(around, sentence, clause)
        owners = [name for c in around.slots.get("complement", []) for name in names_of(c)]
        around.put("complement_owner", [c for c in owners if c.entity and c.entity.type == "Company"])
        if not trigger.slots.isdisjoint(_ELSEWHERE):
            self._beyond.elsewhere(around, sentence, clause)

    def fill(self, trigger: Trigger, around: Surroundings) -> dict[str, list[Filler]]:
        """Fill the roles of a trigger's frame from the slots around it: role -> fillers."""
        return self._filler.fill(trigger, around)


_DEEDS = ("此举", "做法", "措施", "举措", "行为", "行径", "举动")
_EMPTY = frozenset(words().empty)
_ELSEWHERE = ("sentence", "before_clause", "after_clause", "before_to")
# What a company does, though its head says so: 甲公司总裁某某宣布，|已停止向乙提供服务.
_DONE_BY_BODIES = frozenset({"Restriction", "Acquisition", "Investment", "ProductLaunch", "Partnership", "Settlement"})
_AUXILIARY = frozenset(words().auxiliaries)
_ACTORS = tuple(words().actors)


def _own_products(around: Surroundings) -> list[Conjunct]:
    """Whose maker acts on somebody through them: 甲的A封禁了乙."""
    acted_on = around.slots.get("object") or around.slots.get("to")
    acting = around.slots.get("subject", []) if acted_on and not around.passive else []
    return [c for c in acting if c.owner and c.entity and c.entity.type == "Product"]


def _acts(words: str) -> bool:
    """Whether a noun phrase without a name says who acts; 该公司 that stands for nobody named is somebody else."""
    empty = words in _EMPTY and words != "官方" and not words.startswith(("该", "这家", "此"))
    if len(words) < 2 or empty:
        return False
    return is_people(words) or words.endswith(_ACTORS) or bool(SOMEBODY.search(words))
