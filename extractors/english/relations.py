"""Standing relations that a passage tells: who owns what, who makes what, what is built on what."""

from __future__ import annotations

from extractors.english.relation_names import of_name
from extractors.english.relation_nouns import of_noun
from extractors.english.relation_verbs import of_verb
from extractors.english.scene import Passage, Scene
from extractors.english.syntax import is_verb
from policygraph.records import Fact


def find_relations(scene: Scene, passage: Passage) -> list[Fact]:
    """The relations that a passage tells, in order."""
    found: list[Fact] = []
    for token in range(len(passage.parse)):
        if token in passage.name_at:
            if passage.name_at[token].last - 1 == token:
                found.extend(of_name(scene, passage, token))
        elif is_verb(passage.parse, token):
            found.extend(of_verb(scene, passage, token))
        elif passage.parse.pos[token] in ("NOUN", "PROPN", "ADJ"):
            found.extend(of_noun(scene, passage, token))
    return found
