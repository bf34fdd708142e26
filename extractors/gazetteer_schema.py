"""What a gazetteer file may hold, checked at load with an error that names file, line and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from ontology.vocabulary import load_vocabulary
from policygraph.errors import DataFileError

_REMEDY = "See docs/gazetteer.md for what an entry may hold"


class PlainLoader(yaml.CSafeLoader):
    """YAML whose plain scalars are text, so that NO is Norway and "on" a word; only true and false are not."""


PlainLoader.yaml_implicit_resolvers = {
    letter: [("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"))] for letter in "tf"
}


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_listed)]


@lru_cache(maxsize=256)
def _unknown_types(first: str, others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({first, *others} - load_vocabulary().entity_types))


class EntityRow(BaseModel):
    """One entity as it is written in a file; what its group states need not be repeated."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: Names = ()  # English names, the usual one first
    zh: Names = ()  # Simplified names as the Mainland writes them
    zht: Names = ()  # Traditional names as Taiwan and Hong Kong write them, where they differ by more than the script
    adj: Names = ()  # of a place: what is from there ("Chinese")
    abbr: str = Field(
        default="", max_length=2
    )  # of a country: each character that stands for it before a body (美商务部, 陆商务部)
    id: str = Field(default="", pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")
    type: str = ""
    also: Names = ()  # the other types it has by context, e.g. Product for a platform
    kind: str = ""
    country: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    wikidata: str = Field(default="", pattern=r"^(Q[1-9][0-9]*)?$")
    parent: str = ""
    maker: str = ""
    acts_for: str = ""  # of a capital: the government that is meant when the place acts

    @model_validator(mode="after")
    def _is_named(self) -> EntityRow:
        if not (self.en or self.zh or self.zht):
            msg = "an entity needs at least one name in en, zh or zht"
            raise ValueError(msg)
        unknown = _unknown_types(self.type, self.also)
        if unknown:
            msg = f"no such entity type: {', '.join(unknown) or '(none)'}"
            raise ValueError(msg)
        return self


class RuleRow(BaseModel):
    """How one name that is not enough by itself is settled."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Names  # the name or names that the rule is for
    among: Names = ()  # ids of who it may be, the likeliest first
    by: str = Field(default="", pattern=r"^(country)?$")  # "country": whose country the text speaks of
    word: bool = False  # also a common word: in English only with a capital that the sentence does not ask for
    full: bool = False  # counts only where a longer name of the entity stands in the article
    title: bool = False  # counts only as a title, in 《》 or 〈〉
    needs: Names = ()  # one of these must stand in the article
    unless: Names = ()  # none of these may stand in the same sentence
    not_before: Names = ()  # may not come right after the name
    not_after: Names = ()  # may not come right before the name
    nothing: bool = False  # names nothing at all, and hides the shorter names inside it (苹果树)


def yaml_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Read the rows of a YAML file: of each group its ``entities``, or its plain list items.

    Args:
        path: a file that holds a list; an item with ``entities`` is a group that lends its other fields to them.

    Yields:
        The line (from 1) and the fields of each row.

    Raises:
        DataFileError: it is no YAML or no such list.
    """
    loader = PlainLoader(path.read_text(encoding="utf-8"))
    try:
        root = loader.get_single_node()
        if not isinstance(root, yaml.SequenceNode):
            raise DataFileError(path, 1, "the file does not hold a list", _REMEDY)
        for item in root.value:
            yield from _rows_of(item, loader, path)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DataFileError(path, line, f"not YAML: {error.problem}", "Mend the notation") from error
    finally:
        loader.dispose()


def _rows_of(item: yaml.Node, loader: PlainLoader, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if not isinstance(item, yaml.MappingNode):
        raise DataFileError(path, item.start_mark.line + 1, "an item is no mapping", _REMEDY)
    members = next((value for key, value in item.value if key.value == "entities"), None)
    if members is None:
        yield item.start_mark.line + 1, loader.construct_document(item)
        return
    rest = [(key, value) for key, value in item.value if key.value != "entities"]
    shared = {key.value: loader.construct_document(value) for key, value in rest}
    for member in members.value:
        fields = loader.construct_document(member)
        if not isinstance(fields, dict):
            raise DataFileError(path, member.start_mark.line + 1, "an entity is no mapping", _REMEDY)
        yield member.start_mark.line + 1, {**shared, **fields}


def entity_row(path: Path, line: int, fields: dict[str, Any]) -> EntityRow:
    """Check the fields of one entity; raises DataFileError with file, line and what is wrong."""
    try:
        return EntityRow.model_validate(fields)
    except ValidationError as error:
        raise DataFileError(path, line, _said(error), _REMEDY) from error


def rule_row(path: Path, line: int, fields: dict[str, Any]) -> RuleRow:
    """Check the fields of one rule; raises DataFileError with file, line and what is wrong."""
    try:
        return RuleRow.model_validate(fields)
    except ValidationError as error:
        raise DataFileError(path, line, _said(error), _REMEDY) from error


def _said(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, part['loc'])) or 'row'}: {part['msg']}" for part in error.errors())
