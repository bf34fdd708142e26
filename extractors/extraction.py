"""The only way out of the extractors: a reading becomes an extraction, an extraction becomes JSON.

The JSON is that of the annotation guidelines: ``evidence`` is ``{"start", "end", "text"}`` (with ``"field": "title"``
where it lies in the title), entities carry ``iri`` and ``mentions``, events and facts ``confidence``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from extractors.confidence import with_confidence
from extractors.events import merge_events
from extractors.facts import merge_facts
from extractors.reading import Reading
from extractors.same_state import one_act_once, states
from policygraph.errors import InputError
from policygraph.languages import detect
from policygraph.records import Amount, Article, Entity, Event, Extraction, Fact, Language, Mention

Json = dict[str, Any]


def assemble(reading: Reading, versions: Mapping[str, str] | None = None) -> Extraction:
    """Merge what a reader saw into what the article says.

    Args:
        reading: entities, events one a mention, facts.
        versions: pipeline, frames, gazetteer and model with their versions.

    Returns:
        The extraction: each occurrence once, with the union of its arguments; each fact once.
    """
    told = one_act_once(merge_events(reading.events), states(reading.entities))
    events = tuple(with_confidence(event) for event in told)
    facts = merge_facts(reading.facts)
    return Extraction(reading.article, reading.entities, events, facts, dict(versions or {}))


def to_json(extraction: Extraction) -> Json:
    """An extraction as one JSON object, keys in a fixed order."""
    article = extraction.article
    names = {entity.iri: entity.name for entity in extraction.entities}
    return {
        "id": article.id,
        "lang": article.lang,
        "url": article.url,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
        "entities": [_entity_json(entity) for entity in extraction.entities],
        "events": [_event_json(event, names) for event in extraction.events],
        "facts": [_fact_json(fact, names) for fact in extraction.facts],
        "versions": dict(sorted(extraction.versions.items())),
    }


def _entity_json(entity: Entity) -> Json:
    aliases = {mention.text for mention in entity.mentions} | {name for _, name in entity.names}
    out: Json = {"name": entity.name, "type": entity.type, "aliases": sorted(aliases - {entity.name})}
    out |= {"iri": entity.iri, "mentions": [_mention_json(mention) for mention in entity.mentions]}
    known = {"wikidata": entity.wikidata, "country": entity.country}
    return out | {key: value for key, value in known.items() if value}


def _mention_json(mention: Mention) -> Json:
    out: Json = {"start": mention.start, "end": mention.end, "text": mention.text}
    return out if mention.field == "text" else out | {"field": mention.field}


def _event_json(event: Event, names: Mapping[str, str]) -> Json:
    out: Json = {"type": event.type, "status": event.status, "evidence": _mention_json(event.evidence)}
    out["trigger"] = _mention_json(event.trigger)
    out["args"] = _arguments_json(event, names)
    out["arguments"] = [
        {"role": a.role, "filler": names.get(a.filler, a.filler), **_mention_json(a.mention)} for a in event.arguments
    ]
    attributes: Json = dict(event.attributes)
    if event.valuation:
        attributes["valuation"] = _amount_json(event.valuation)
    optional: Json = {
        "amount": _amount_json(event.amount) if event.amount else None,
        "date": event.when.edtf if event.when else None,
        "attrs": attributes,
        "attributed_to": names.get(event.attributed_to, event.attributed_to),
        "status_reason": event.status_reason,
        "background": event.background,
        "frame": event.frame,
    }
    return out | {key: value for key, value in optional.items() if value} | {"confidence": round(event.confidence, 3)}


def _arguments_json(event: Event, names: Mapping[str, str]) -> Json:
    arguments: dict[str, list[str]] = {}
    for argument in event.arguments:
        fillers = arguments.setdefault(argument.role, [])
        name = names.get(argument.filler, argument.filler)
        if name not in fillers:
            fillers.append(name)
    return arguments


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _amount_json(amount: Amount) -> Json:
    out: Json = {"value": _number(amount.value), "currency": amount.currency}
    out["max"] = _number(amount.max) if amount.max is not None else None
    return {key: value for key, value in out.items() if value not in (None, "")}


def _fact_json(fact: Fact, names: Mapping[str, str]) -> Json:
    out: Json = {"type": fact.type, "subject": names.get(fact.subject, fact.subject)}
    if fact.metric:
        out["attrs"] = {"metric": fact.metric}
    if fact.amount:
        out |= _amount_json(fact.amount)
    optional: Json = {
        "object": names.get(fact.object, fact.object),
        "percent": _number(fact.percent) if fact.percent is not None else None,
        "percent_max": _number(fact.percent_max) if fact.percent_max is not None else None,
        "period": fact.period,
        "status": fact.status if fact.status != "actual" else None,
        "frame": fact.frame,
    }
    out |= {key: value for key, value in optional.items() if value not in (None, "")}
    return out | {"evidence": _mention_json(fact.evidence), "confidence": round(fact.confidence, 3)}


def article_from_json(value: Mapping[str, Any]) -> Article:
    """An article from a JSON object.

    Args:
        value: has ``id`` and ``text``; may have ``title``, ``lang``, ``published`` (ISO 8601) and ``url``.

    Raises:
        InputError: a field is missing or is not what it should be.
    """
    missing = [name for name in ("id", "text") if value.get(name) is None]
    if missing:
        raise InputError(f"the article has no {' and no '.join(map(repr, missing))}; it needs both 'id' and 'text'")
    text = value["text"]
    if not isinstance(text, str):
        raise InputError(f"'text' is of the kind {type(text).__name__}; write it as a string")
    return Article(
        id=str(value["id"]),
        text=text,
        title=str(value.get("title") or ""),
        lang=_language(value.get("lang"), text),
        published=_published(value.get("published")),
        url=str(value.get("url") or ""),
        publisher=str(value.get("publisher") or ""),
    )


def _language(given: object, text: str) -> Language:
    if not given:
        return detect(text) or "en"  # the caller asks for this text to be read: what is neither is tried as English
    for language in get_args(Language):
        if given == language:
            return language  # type: ignore[no-any-return]  # get_args is untyped
    raise InputError(f"unknown language {given!r}; it is one of {', '.join(get_args(Language))}")


def _published(given: object) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(str(given)[:10])
    except ValueError as error:
        raise InputError(f"'published' is {given!r}; write it as YYYY-MM-DD") from error
