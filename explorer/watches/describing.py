"""What is on a list that somebody follows, in words."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.addresses import Address, entity_iri
from explorer.lists.entities import entity_links
from explorer.pages import Ask
from explorer.views.parameters import confidence_of

_ENTITY = "/entity/"
_LABELS = {  # parameter -> how its value is called in the interface
    "type": "Type", "status": "Status", "q": "Words", "since": "From", "until": "To", "amount": "Amount from",
    "sources": "Sources from", "confidence": "Confidence from",
    "language": "Language", "publisher": "Publisher", "country": "Country",
}  # fmt: skip
_FLAGS = {
    "conflict": "Only where reports disagree",
    "unknown": "Not in the gazetteer",
    "copies": "Without copies",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter of a list."""

    name: str  # as the interface calls it
    value: str


def conditions_of(ask: Ask, address: Address) -> tuple[Condition, ...]:
    """The filters of a list, in the reader's language."""
    text, found = ask.language.text, []
    if address.path.startswith(_ENTITY):
        found.append(Condition(text("Entity"), _entity(ask, entity_iri(address.path.removeprefix(_ENTITY)))))
    for name, value in address.parameters:
        if name == "entity":
            found.append(Condition(text("Entity"), _entity(ask, value if "/" in value else entity_iri(value))))
        elif name in _FLAGS:
            found.append(Condition(text("Filters"), text(_FLAGS[name])))
        elif name in {"type", "status", "language"}:
            found.append(Condition(text(_LABELS[name]), ask.language.heading(value)))
        elif name == "confidence":
            least = confidence_of(address)
            found.append(Condition(text(_LABELS[name]), f"{least:.0%}" if least else text("any")))
        elif name == "amount":
            found.append(Condition(text(_LABELS[name]), f"{value} {address.value('currency') or 'EUR'}"))
        else:
            found.append(Condition(text(_LABELS.get(name, name)), value))
    return tuple(found)


def _entity(ask: Ask, iri: str) -> str:
    link = entity_links(ask.data.listing, [iri])[iri]
    return link.name_zh if ask.language.code == "zh" and link.name_zh else link.name
