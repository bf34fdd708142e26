"""Who says so: the source that a sentence gives for what it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.chinese.arguments import ArgumentReader
from extractors.chinese.frames import Trigger
from extractors.chinese.layout import Sentence

_SAYS = re.compile(r"(?:表示|称|指出|指|透露|报道|报导|引述|披露|说|强调|认为|声称|宣称|爆料|证实|写道|发文)")
_UNNAMED = re.compile(
    r"(?:[\u4e00-\u9fff两一多\d]{0,4}(?:位|名))?(?:知情人士|消息人士|知情者|业内人士|内部人士|外媒|美媒|英媒|港媒|日媒|韩媒|台媒|德媒|据悉|据报道|据报|网传|传闻|消息)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who is said to have said something."""

    name: str  # IRI of an entity, or the phrase
    start: int
    end: int


def source_of(reader: ArgumentReader, text: str, sentence: Sentence, trigger: Trigger) -> Source | None:
    """Find the source of what a trigger tells, in its sentence before it.

    Args:
        reader: of the text's noun phrases.
        text: folded.
        sentence: of the trigger.
        trigger: what is told.
    """
    says = [
        m
        for m in _SAYS.finditer(text, sentence.start, trigger.start)
        if not text.startswith(("指控", "指责"), m.start())
    ]
    if says:
        last = says[-1]
        start = max(
            (c.start for c in sentence.clauses if c.start <= last.start() and not c.bracketed), default=sentence.start
        )
        for phrase in reversed(reader.phrases(start, last.start())):
            conjunct = phrase.conjuncts[0]
            if (
                not phrase.marker
                and not phrase.governor
                and conjunct.entity is not None
                and conjunct.entity.type != "Place"
            ):
                return Source(conjunct.entity.iri, conjunct.start, conjunct.end)
    unnamed = _UNNAMED.search(text, sentence.start, trigger.start)
    return Source(unnamed.group(), unnamed.start(), unnamed.end()) if unnamed else None
