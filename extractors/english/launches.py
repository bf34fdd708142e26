"""Who launches what: a company rather than who speaks for it, and its own product rather than what that runs on."""

from __future__ import annotations

from dataclasses import replace

from extractors.english.cast import Player
from extractors.english.fillers import NAMED
from extractors.english.phrases import phrase_span
from extractors.english.relation_facts import may_make
from extractors.english.scene import Passage, Scene
from policygraph.records import Argument


def by_company(scene: Scene, found: list[Argument]) -> list[Argument]:
    """As in "Apple chief executive Steve Jobs unveiled": it is Apple that launches."""
    launched = []
    for argument in found:
        employer = scene.employer.get(argument.filler) if argument.role == "organization" else None
        company = employer is not None and employer.type == "Company"
        launched.append(replace(argument, filler=employer.iri, confidence=0.8) if employer and company else argument)
    return launched


def own_products(scene: Scene, passage: Passage, found: list[Argument]) -> list[Argument]:
    """Without products that somebody else is known to make, where they only say of what sort the launched one is.

    As in "Sony released a version of its Android tablet": the tablet is Sony's, and Android is described with it.
    """
    players = {player.iri: player for player in scene.players}
    makers = [players[a.filler] for a in found if a.role == "organization" and a.filler in players]
    kept = []
    for argument in found:
        product = players.get(argument.filler) if argument.role == "product" else None
        if product is None or not makers or any(may_make(maker, product) for maker in makers):
            kept.append(argument)
        elif argument.confidence >= NAMED:
            kept.append(_described(passage, argument, product) or argument)
    return kept


def _described(passage: Passage, argument: Argument, product: Player) -> Argument | None:
    """The whole phrase in which a product's name stands before a noun; None where it stands alone."""
    parse, place = passage.parse, argument.mention
    tokens = parse.tokens(place.start, place.end) if place.field == parse.field else None
    if tokens is None or passage.player_at.get(tokens[1] - 1) is not product:
        return None
    noun = parse.head[tokens[1] - 1]
    if noun < tokens[1] or parse.pos[noun] != "NOUN" or parse.dep[tokens[1] - 1] not in ("compound", "nmod", "amod"):
        return None
    mention = parse.mention(*phrase_span(parse, noun))
    return Argument(argument.role, mention.text, False, mention, 0.7)
