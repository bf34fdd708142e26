"""What the article as a whole adds to an event.

Whom it is about, who employs a person, who makes a product, where an authority rules. Only for
roles whose paths ask for it ("topic", "affiliation", "maker") or frames that say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.english.candidates import Candidate
from extractors.english.cast import Player
from extractors.english.employers import employer_spoken_of
from extractors.english.fillers import NAMED
from extractors.english.launches import by_company, own_products
from extractors.english.scene import Passage, Scene
from policygraph.records import Argument, Mention

_PROMINENT = 5  # how much an article must speak of a company for the company to be its topic


def complete_from_article(
    scene: Scene,
    passage: Passage,
    candidate: Candidate,
    found: list[Argument],
    attributes: tuple[tuple[str, str], ...],
) -> list[Argument]:
    """The arguments, with those that the clause leaves to the article."""
    found = [_bench_of(scene, _country_behind(scene, argument)) for argument in found]
    if candidate.frame.type == "ProductLaunch":
        found = own_products(scene, passage, by_company(scene, _of_maker(scene, candidate, found)))
    found = [argument for argument in found if not _is_bare_law(scene, argument)]
    filled = {argument.role for argument in found}
    added = list(found)
    if candidate.frame.type == "SecurityIncident" and "victim" not in filled:
        added.extend(_victim_of_title(scene, candidate))
    for role in candidate.roles():
        paths = {path for _, listed in candidate.places(role) for path in listed}
        alone = len(filled) == 1 and len([a for a in found if a.role == role]) == 1 and "topic+" in paths
        if role not in filled or alone:
            added.extend(_given(scene, candidate, role, paths, added))
    if candidate.frame.type == "PersonnelChange" and "organization" not in {argument.role for argument in added}:
        added.extend(_argument("organization", p) for p in employer_spoken_of(passage, candidate.anchor.main, added))
    if "place" not in {argument.role for argument in added} and _rules_there(candidate, attributes):
        added.extend(_jurisdiction(scene, added))
    return added


def _of_maker(scene: Scene, candidate: Candidate, found: list[Argument]) -> list[Argument]:
    """Who launches a known product where only a pronoun says who: its maker, if the article names it."""
    made = list(_makers(scene, [argument for argument in found if argument.role == "product"]))
    if "maker" not in {path for _, paths in candidate.places("organization") for path in paths} or len(made) != 1:
        return found
    meant = [a for a in found if a.role == "organization" and a.is_entity and a.confidence < NAMED]
    return [replace(a, filler=made[0].iri, confidence=0.7) if a in meant else a for a in found]


def _country_behind(scene: Scene, argument: Argument) -> Argument:
    """Who forbids where a law forbids: the country whose law it is, where the article names it."""
    law = next((p for p in scene.players if p.iri == argument.filler and p.type == "Law"), None)
    if argument.role != "authority" or law is None or not law.country:
        return argument
    home = next((p for p in scene.players if p.type == "Place" and p.country == law.country and _is_country(p)), None)
    home = home or _busiest_body(scene, law.country)
    return argument if home is None else Argument("authority", home.iri, True, argument.mention, 0.7)


def _busiest_body(scene: Scene, country: str) -> Player | None:
    bodies = [p for p in scene.players if p.type == "GovernmentBody" and p.country == country and p.shown]
    return max(bodies, key=lambda player: scene.weight[player.iri], default=None)


def _is_bare_law(scene: Scene, argument: Argument) -> bool:
    """A law of which the article does not say whose it is forbids by nobody's hand."""
    return argument.role == "authority" and any(p.iri == argument.filler and p.type == "Law" for p in scene.players)


def _bench_of(scene: Scene, argument: Argument) -> Argument:
    """The court that a district judge sits in, where the article names one alone."""
    judge = next((p for p in scene.players if p.iri == argument.filler and p.type == "Person"), None)
    if argument.role != "court" or judge is None or not _sits_in_district(judge):
        return argument
    courts = [p for p in scene.players if p.type == "GovernmentBody" and p.shown and "district court" in p.name.lower()]
    return replace(argument, filler=courts[0].iri, confidence=0.7) if len(courts) == 1 else argument


def _sits_in_district(player: Player) -> bool:
    titles = (name.parse.lower[max(0, name.first - 2) : name.first] for name in player.names)
    return any(words == ["district", "judge"] for words in titles)


def _given(scene: Scene, candidate: Candidate, role: str, paths: set[str], found: list[Argument]) -> list[Argument]:
    players: list[Player] = []
    if "affiliation" in paths:
        players = [scene.employer[argument.filler] for argument in found if argument.filler in scene.employer][:1]
    if not players and paths & {"topic", "topic+"} and found:
        players = _topic(scene, candidate, role, found)
    elif not players and "maker" in paths:
        players = list(_makers(scene, found))
    return [_argument(role, player) for player in players]


def _argument(role: str, player: Player) -> Argument:
    mention = next((m for m in player.record.mentions if m.field == "text"), Mention(0, 0, ""))
    return Argument(role, player.iri, True, mention, 0.6)


def _topic(scene: Scene, candidate: Candidate, role: str, found: list[Argument]) -> list[Player]:
    """The company that the title names and the text speaks of most."""
    taken = {argument.filler for argument in found}
    in_title = {player.iri for player in scene.passages[0].player_at.values()}
    types = candidate.frame.roles[role].types
    fitting = [
        p for p in scene.players if p.iri in in_title and p.type == "Company" and p.iri not in taken and p.type in types
    ]
    best = max(fitting, key=lambda player: scene.weight[player.iri], default=None)
    return [best] if best is not None and scene.weight[best.iri] >= _PROMINENT and best.shown else []


def _victim_of_title(scene: Scene, candidate: Candidate) -> list[Argument]:
    """Who was hit by "the attack" where the title tells of one and the article speaks of one company most."""
    title, noun = scene.passages[0].parse, candidate.anchor.noun
    nouns = {word.split()[-1] for unit in candidate.frame.units for word in unit.noun}
    if noun is None or not any(word in nouns or word in _TOLD_OF for word in (*title.lower, *title.lemma)):
        return []
    return [
        _argument("victim", player) for player in _topic(scene, candidate, "victim", []) if not _says(scene, player)
    ]


def _says(scene: Scene, player: Player) -> bool:
    """As Microsoft in "Hackers breached email accounts, Microsoft says": who tells of it need not be who was hit."""
    title = scene.passages[0].parse
    told = any(word in ("say", "says", "said", "warns", "warn") for word in title.lower)
    return told and any(name.parse is title for name in player.names)


_TOLD_OF = frozenset(
    {"hack", "hacked", "hacker", "hackers", "breach", "breached", "ransomware", "cyber", "stolen", "down"}
)


def _makers(scene: Scene, found: list[Argument]) -> Iterator[Player]:
    """Who makes the product, as the gazetteer knows, where the article names the maker."""
    by_iri = {player.iri: player for player in scene.players}
    for argument in found:
        product = by_iri.get(argument.filler)
        if product is not None and product.entry is not None and product.entry.maker:
            yield from (p for p in scene.players if p.shown and p.entry and p.entry.id == product.entry.maker)


def _rules_there(candidate: Candidate, attributes: tuple[tuple[str, str], ...]) -> bool:
    rule = candidate.frame.jurisdiction
    values = dict(attributes)
    return bool(rule) and all(values.get(attribute, "") in allowed for attribute, allowed in rule.items())


def _jurisdiction(scene: Scene, found: list[Argument]) -> list[Argument]:
    """The country that bans is where the ban holds; that of a ministry, where the article names it."""
    by_iri = {player.iri: player for player in scene.players}
    authorities = [a for a in found if a.role == "authority" and a.filler in by_iri]
    for authority in authorities:
        player = by_iri[authority.filler]
        if player.type == "Place":
            return [Argument("place", player.iri, True, authority.mention, 0.7)]
        places = (
            p for p in scene.players if p.type == "Place" and p.shown and p.country == player.country and _is_country(p)
        )
        home = next(places, None) if player.country and player.type == "GovernmentBody" else None
        home = home or scene.homes.get(player.iri)
        if home is not None:
            return [_argument("place", home)]
    return []


def _is_country(player: Player) -> bool:
    return player.entry is not None and player.entry.kind == "country"
