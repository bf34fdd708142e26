"""The known entities as they stand in the files: read, completed and checked against one another."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import opencc

from extractors.gazetteer_folding import fold, is_cjk
from extractors.gazetteer_schema import EntityRow, RuleRow, entity_row, rule_row, yaml_rows
from policygraph.errors import DataFileError

RULES_FILE = "ambiguous.yml"
_LISTED_SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One known entity."""

    id: str  # e.g. "bytedance"; the IRI is made from it
    type: str  # an entity type of the ontology
    name: str  # usual English name
    names: Mapping[str, tuple[str, ...]]  # "en", "zh-Hans", "zh-Hant" -> names and aliases, the usual one first
    wikidata: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    kind: str = ""  # finer than the type: "regulator", "court", "parliament", "government", "fund", "chip", ...
    parent: str = ""  # id of the entity that owns it
    maker: str = ""  # id of the entity that makes it, for a product
    core: bool = False  # written with care, not taken from a list
    also: tuple[str, ...] = ()  # other types that it has by context: a platform is a Product when it is banned or used
    adjectives: tuple[str, ...] = ()  # of a place: what is from there ("Chinese")
    abbreviations: tuple[str, ...] = ()  # of a country: the character for it before a body (美商务部), in both scripts
    acts_for: str = ""  # of a capital: id of the government that is meant when "Beijing" acts


@dataclass(frozen=True, slots=True)
class Located:
    """An entry and where it was written."""

    entry: Entry
    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class GazetteerData:
    """All that the files of the gazetteer say."""

    entries: Mapping[str, Entry]  # by id
    rules: Mapping[str, RuleRow]  # by folded name
    version: str  # digest of the files


def slug(name: str) -> str:
    """The id that a name gives: its folded letters and digits, joined by hyphens; empty where it has none."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(name)))


def read_gazetteer(folder: Path) -> GazetteerData:
    """Read all files of a gazetteer folder.

    Args:
        folder: holds ``*.yml`` (curated), ``*.jsonl`` (from lists) and ``ambiguous.yml`` (rules).

    Returns:
        The entries by id, the rules by folded name, and a version that changes with any of the files.

    Raises:
        DataFileError: a file breaks the schema, an id is taken twice, or a parent, maker or rule names no entry.
    """
    entries: dict[str, Located] = {}
    for located in _all_entries(folder):
        if located.entry.id in entries:
            first = entries[located.entry.id]
            where = f"{first.path.name}:{first.line}"
            problem = f"the id {located.entry.id} is taken by {where}"
            raise DataFileError(located.path, located.line, problem, "Merge the two, or give one of them an id")
        entries[located.entry.id] = located
    _check_references(entries)
    rules = _rules(folder / RULES_FILE, entries)
    return GazetteerData({key: found.entry for key, found in entries.items()}, rules, files_version(folder))


def data_files(folder: Path) -> list[Path]:
    """The files of a gazetteer, in the order in which they are read: curated ones first."""
    curated = sorted(path for path in folder.glob("*.yml"))
    return [*curated, *sorted(folder.glob(f"*{_LISTED_SUFFIX}"))]


def files_version(folder: Path) -> str:
    """A digest of the data files of a folder."""
    content = hashlib.sha256()
    for path in data_files(folder):
        content.update(path.name.encode() + b"\0" + path.read_bytes())
    return content.hexdigest()[:12]


def _all_entries(folder: Path) -> Iterator[Located]:
    rows = list(_all_rows(folder))
    traditional = _converted([name for row, _, _ in rows if not row.zht for name in row.zh], "s2t")
    simplified = _converted([name for row, _, _ in rows if not row.zh for name in row.zht], "t2s")
    for row, path, line in rows:
        zh = row.zh or tuple(simplified[name] for name in row.zht)
        zht = row.zht or tuple(traditional[name] for name in row.zh)
        yield Located(_entry(row, _names(row.en, zh, zht), path, line), path, line)


def _all_rows(folder: Path) -> Iterator[tuple[EntityRow, Path, int]]:
    for path in data_files(folder):
        if path.name != RULES_FILE:
            for line, fields in _listed_rows(path) if path.suffix == _LISTED_SUFFIX else yaml_rows(path):
                yield entity_row(path, line, fields), path, line


def _listed_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            yield line, json.loads(text)
        except json.JSONDecodeError as error:
            raise DataFileError(path, line, f"not JSON: {error.msg}", "Run the build again") from error


def _entry(row: EntityRow, names: Mapping[str, tuple[str, ...]], path: Path, line: int) -> Entry:
    identifier = row.id or slug(row.en[0] if row.en else "")
    if not identifier:
        raise DataFileError(path, line, "no id can be made without an English name", "Add `id: ...`")
    return Entry(
        id=identifier,
        type=row.type,
        name=(row.en or row.zh or row.zht)[0],
        names=names,
        wikidata=row.wikidata,
        country=row.country,
        kind=row.kind,
        parent=row.parent,
        maker=row.maker,
        core=path.suffix != _LISTED_SUFFIX,
        also=row.also,
        adjectives=row.adj,
        abbreviations=_unique([*row.abbr, *_converter("s2t").convert(row.abbr)]) if row.abbr else (),
        acts_for=row.acts_for,
    )


def _names(en: tuple[str, ...], zh: tuple[str, ...], zht: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found = {"en": en, "zh-Hans": _unique(zh), "zh-Hant": _unique(zht)}
    return {language: names for language, names in found.items() if names}


def _converted(names: list[str], configuration: str) -> dict[str, str]:
    """The names in the other script, converted at one go."""
    if not names:
        return {}
    return dict(zip(names, _converter(configuration).convert("\n".join(names)).split("\n"), strict=True))


@lru_cache(maxsize=2)
def _converter(configuration: str) -> opencc.OpenCC:
    return opencc.OpenCC(configuration)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _check_references(entries: Mapping[str, Located]) -> None:
    for located in entries.values():
        for field in ("parent", "maker", "acts_for"):
            target = getattr(located.entry, field)
            if target and target not in entries:
                problem = f"{field} names no entry: {target}"
                raise DataFileError(located.path, located.line, problem, "Add the entity or mend the id")


def _rules(path: Path, entries: Mapping[str, Located]) -> dict[str, RuleRow]:
    rules: dict[str, RuleRow] = {}
    for line, fields in yaml_rows(path) if path.is_file() else ():
        row = rule_row(path, line, fields)
        for target in row.among:
            if target not in entries:
                raise DataFileError(path, line, f"among names no entry: {target}", "Add the entity or mend the id")
        for name in row.name:
            key = fold(name).strip()
            if key in rules:
                raise DataFileError(path, line, f"a second rule for {name}", "Merge the two")
            rules[key] = row
    return rules


def is_chinese(name: str) -> bool:
    """Whether a name holds a Han character."""
    return any(is_cjk(character) for character in name)
