"""Who "the iPhone maker" is: the maker of the product, as the gazetteer knows, where the article names it."""

from __future__ import annotations

from extractors.english.cast import Player
from extractors.english.scene import Passage, Scene

_MAKING = frozenset({"maker", "creator", "developer", "manufacturer", "owner", "operator", "parent", "giant"})


def maker(scene: Scene, passage: Passage, token: int) -> Player | None:
    """The company that makes the product named before the noun.

    Args:
        scene: the article.
        passage: where the description stands.
        token: its head, "maker" in "the iPhone maker".
    """
    parse = passage.parse
    if parse.lemma[token] not in _MAKING or parse.tag[token] not in ("NN", "NNP"):
        return None
    named = [
        passage.player_at[kid] for kid in parse.kids(token, "compound", "nmod", "poss") if kid in passage.player_at
    ]
    made = {player.entry.maker for player in named if player.entry is not None and player.type == "Product"} - {""}
    return next((p for p in scene.players if p.entry is not None and p.shown and p.entry.id in made), None)
