"""Who an article speaks of: what the gazetteer and the model found, linked to entities and laid on the tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.english.folding import fold_name
from extractors.english.grammar import grammar_words
from extractors.english.hints import hint_of
from extractors.english.mentions import Name, find_names
from extractors.english.name_edges import tail_end
from extractors.english.name_votes import settle_types
from extractors.english.parse import Parse
from extractors.gazetteer import Entry, Match
from extractors.linking import NamedSpan, link
from policygraph.identifiers import known_entity_iri
from policygraph.records import Article, Entity, Mention


@dataclass(slots=True, eq=False)
class Player:
    """An entity of the article while it is being read."""

    record: Entity
    entry: Entry | None = None
    names: list[Name] = field(default_factory=list)
    shown: bool = True  # named in the text itself; else an entity only where an event needs it

    @property
    def type(self) -> str:
        """Its entity type in this article."""
        return self.record.type

    @property
    def name(self) -> str:
        """Its usual name."""
        return self.record.name

    @property
    def iri(self) -> str:
        """Its identifier."""
        return self.record.iri

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2; empty where it is not known."""
        return self.record.country


@dataclass(frozen=True, slots=True)
class Found:
    """What the gazetteer found in title and text."""

    title: Sequence[Match]
    text: Sequence[Match]


def gather(article: Article, title: Parse, text: Parse, found: Found) -> list[Player]:
    """The players of an article, in the order of their first mention.

    Args:
        article: as given.
        title: its title, parsed.
        text: its text, parsed.
        found: what the gazetteer found in either.
    """
    names = find_names(text, [match for match in found.text if not match.adjective])
    settle_types(names)
    known = {text.start[name.first] for name in names if name.entries}
    matches = [_settled(match, text) for match in found.text if match.adjective or match.start in known]
    spans = [_span(name) for name in names if not name.entries]
    linked = link(article, matches, spans, title_matches=found.title, hint=hint_of(text))
    entries = {known_entity_iri(entry.id): entry for match in (*found.text, *found.title) for entry in match.entries}
    players = _joined([_player(entity, entries.get(entity.iri), text) for entity in linked.entities])
    _add_adjectives(players, text, found.text)
    _add_title(players, title, found.title)
    return players


def _settled(match: Match, text: Parse) -> Match:
    """A name that is also a word ("Oracle") is the name where the parse says so: it acts, or is labelled."""
    tokens = text.tokens(match.start, match.end)
    if not match.ambiguous or match.needs_full or len(match.entries) != 1 or tokens is None:
        return match
    hint = hint_of(text)(Mention(match.start, match.end, text.raw[match.start : match.end]))
    proper = all(text.pos[token] == "PROPN" for token in range(*tokens))
    labelled = any(first == tokens[0] and last == tokens[1] and label in _NAMED for first, last, label in text.names)
    acts = hint is not None and hint.acts
    common = all(text.tag[token] == "NN" and text.text[token][:1].isupper() for token in range(*tokens))
    settled = (proper and (acts or labelled)) or (common and acts)
    return match._replace(ambiguous=False, rule=None) if settled else match


_NAMED = frozenset({"ORG", "PRODUCT", "PERSON", "GPE"})


def _span(name: Name) -> NamedSpan:
    begin, end = name.parse.start[name.first], name.parse.end[name.last - 1]
    return NamedSpan(begin, end, name.type, 0.8 if name.sure else 0.6)


def _player(entity: Entity, entry: Entry | None, text: Parse) -> Player:
    player = Player(entity, entry)
    for mention in entity.mentions:
        tokens = text.tokens(mention.start, mention.end)
        if tokens is not None:
            tokens = tokens[0], tail_end(text, tokens[1])
            player.names.append(Name(text, tokens[0], tokens[1], entity.type, (entry,) if entry else ()))
    return player


def _joined(players: list[Player]) -> list[Player]:
    """Take an unknown short form into the entity that the article names in full: "TPG" into TPG Telecom."""
    kept: list[Player] = []
    for player in players:
        fits = _is_family_short if player.entry else _shortens
        home = next((other for other in players if other is not player and fits(player, other)), None)
        if home is None:
            kept.append(player)
            continue
        home.names.extend(player.names)
        mentions = sorted({*home.record.mentions, *player.record.mentions}, key=lambda m: (m.start, m.end))
        home.record = replace(home.record, mentions=tuple(mentions))
    return kept


def _is_family_short(short: Player, full: Player) -> bool:
    """As in "Samsung Electronics ... Samsung": what the longer name, which comes first, adds says only the trade."""
    mine, theirs = fold_name(short.name).split(), fold_name(full.name).split()
    if (
        short.type != full.type
        or not full.entry
        or theirs[: len(mine)] != mine
        or not set(theirs[len(mine) :]) <= grammar_words().trades
    ):
        return False
    if len(theirs) == len(mine) or not short.record.mentions or not full.record.mentions:
        return False
    return full.record.mentions[0].start < short.record.mentions[0].start


def _shortens(short: Player, full: Player) -> bool:
    mine = fold_name(short.name).split()
    if full.type == "Person" and len(mine) > 1:
        if short.type != "Person" or len(full.name) <= len(short.name):
            return False
        forms = _forms(full)
        if mine[0] in _PARTICLES and any(form[-len(mine) :] == mine for form in forms):
            return True
        return any([word for word in form if len(word) > 1] == mine for form in forms)
    if full.type == "Person":
        return len(mine) == 1 and any(len(form) > 1 and form[-1] == mine[0] for form in _forms(full))
    if (short.type != full.type and short.record.known) or len("".join(mine)) <= 2:
        return False
    return any(len(form) > len(mine) and form[: len(mine)] == mine for form in _forms(full))


_PARTICLES = frozenset(
    {"le", "la", "de", "del", "della", "der", "den", "di", "da", "dos", "du", "von", "van", "ter", "al", "el"}
)


def _forms(player: Player) -> list[list[str]]:
    """The folded words of each form in which the article names a player."""
    texts = dict.fromkeys([player.name, *(mention.text for mention in player.record.mentions)])
    return [fold_name(text).split() for text in texts]


def _add_adjectives(players: list[Player], text: Parse, matches: Sequence[Match]) -> None:
    """As in "US sanctions" name who imposes them: the country, even where the text names it by the adjective alone."""
    named = {(name.first, name.last) for player in players for name in player.names}
    for match in matches:
        tokens = text.tokens(match.start, match.end)
        if not match.adjective or tokens is None or tokens in named:
            continue
        player = _of_entry(
            players, match.entries[0], Mention(match.start, match.end, text.raw[match.start : match.end])
        )
        player.names.append(Name(text, *tokens, player.type, match.entries))


def _of_entry(players: list[Player], entry: Entry, mention: Mention) -> Player:
    iri = known_entity_iri(entry.id)
    player = next((player for player in players if player.iri == iri), None)
    if player is None:
        player = Player(_entity_of(entry, mention), entry, shown=False)
        players.append(player)
    return player


def _entity_of(entry: Entry, mention: Mention) -> Entity:
    names = tuple((lang, name) for lang, forms in entry.names.items() for name in forms)
    return Entity(
        known_entity_iri(entry.id), entry.type, entry.name, names, (mention,), entry.wikidata, entry.country, known=True
    )


def _add_title(players: list[Player], title: Parse, matches: Sequence[Match]) -> None:
    """Lay the players on the title; who stands in the title alone is kept for the events that it tells."""
    for name in find_names(title, list(matches)):
        player = _by_entry(players, name) if name.entries else _by_form(players, name)
        if player is None and name.entries:
            player = _of_entry(players, name.entries[0], title.mention(name.first, name.last))
        if player is not None:
            name.type = player.type
            player.names.append(name)
            mention = title.mention(name.first, name.last)
            if mention not in player.record.mentions:
                player.record = replace(player.record, mentions=(*player.record.mentions, mention))


def _by_entry(players: list[Player], name: Name) -> Player | None:
    wanted = [known_entity_iri(entry.id) for entry in name.entries]
    return next((player for iri in wanted for player in players if player.iri == iri), None)


def _by_form(players: list[Player], name: Name) -> Player | None:
    form = fold_name(name.text)
    exact = next((p for p in players if any(fold_name(text) == form for _, text in p.record.names)), None)
    if exact is not None:
        return exact
    last = (p for p in players if p.type == "Person" and form and fold_name(p.name).split()[-1:] == [form])
    return next(last, None)
