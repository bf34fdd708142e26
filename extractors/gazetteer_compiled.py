"""The gazetteer in the form in which it is searched, kept beside the archive so that it need be made only once."""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from extractors.gazetteer_entries import Entry, GazetteerData, files_version, read_gazetteer
from extractors.gazetteer_names import Name, names_of, patterns_of
from extractors.gazetteer_schema import RuleRow

T = TypeVar("T")
_MODULES = ("entries", "folding", "names", "schema", "compiled")


@dataclass(frozen=True, slots=True)
class Compiled:
    """All that finding names takes."""

    version: str  # digest of the data files
    entries: Mapping[str, Entry]  # by id
    names: Mapping[str, tuple[Name, ...]]  # by folded form; empty for words that name nothing
    rules: Mapping[str, RuleRow]  # by folded name
    abbreviations: Mapping[str, str]  # character that stands for a country -> country


class _OnDemand(Mapping[str, T], Generic[T]):
    """A mapping whose values are made from raw ones when they are first asked for."""

    def __init__(self, raw: Mapping[str, Any], make: Callable[[Any], T]) -> None:
        self._raw, self._make, self._made = raw, make, dict[str, T]()

    def __getitem__(self, key: str) -> T:
        if key not in self._made:
            self._made[key] = self._make(self._raw[key])
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


def compile_data(data: GazetteerData) -> Compiled:
    """Find all forms of all names of the entries."""
    return Compiled(
        version=data.version,
        entries=data.entries,
        names=_by_pattern(data),
        rules=data.rules,
        abbreviations={form: entry.country for entry in data.entries.values() for form in entry.abbreviations},
    )


def _by_pattern(data: GazetteerData) -> dict[str, tuple[Name, ...]]:
    grouped: dict[str, dict[Name, None]] = defaultdict(dict)
    for entry in data.entries.values():
        for name in names_of(entry):
            for pattern in sorted(patterns_of(name.text)):
                grouped[pattern][name] = None
    for row in data.rules.values():
        for word in row.name if row.nothing else ():
            for pattern in sorted(patterns_of(word)):
                grouped.setdefault(pattern, {})
    return {pattern: tuple(names) for pattern, names in grouped.items()}


def load_compiled(folder: Path, cache: Path) -> Compiled:
    """The gazetteer of a folder, from the cache where that holds it.

    Args:
        folder: the data files.
        cache: a folder for the compiled form; it is used only where its parent exists, and it may be deleted.

    Raises:
        DataFileError: a data file cannot be used.
    """
    version = files_version(folder)
    kept = cache / f"gazetteer-{version}-{_code_version()}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        return _from_json(json.loads(kept.read_bytes()))
    compiled = compile_data(read_gazetteer(folder))
    if cache.parent.is_dir():
        with suppress(OSError):
            _write(kept, json.dumps(_to_json(compiled), ensure_ascii=False, separators=(",", ":")))
    return compiled


def _code_version() -> str:
    """A digest of the modules that decide which forms a name has."""
    content = hashlib.sha256()
    for module in _MODULES:
        content.update(Path(__file__).with_name(f"gazetteer_{module}.py").read_bytes())
    return content.hexdigest()[:12]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    for old in path.parent.glob("gazetteer-*.json"):
        old.unlink(missing_ok=True)
    whole = path.with_suffix(f".{os.getpid()}.part")
    whole.write_text(text, encoding="utf-8")
    whole.replace(path)


def _to_json(compiled: Compiled) -> dict[str, Any]:
    return {
        "version": compiled.version,
        "entries": {key: astuple(entry) for key, entry in compiled.entries.items()},
        "names": {key: [astuple(name) for name in names] for key, names in compiled.names.items()},
        "rules": {key: rule.model_dump(exclude_defaults=True) for key, rule in compiled.rules.items()},
        "abbreviations": dict(compiled.abbreviations),
    }


def _from_json(raw: dict[str, Any]) -> Compiled:
    return Compiled(
        version=raw["version"],
        entries=_OnDemand(raw["entries"], _entry),
        names=_OnDemand(raw["names"], lambda names: tuple(Name(*name) for name in names)),
        rules=_OnDemand(raw["rules"], RuleRow.model_validate),
        abbreviations=raw["abbreviations"],
    )


def _entry(fields: list[Any]) -> Entry:
    plain: list[Any] = [tuple(field) if isinstance(field, list) else field for field in fields]
    plain[3] = {language: tuple(names) for language, names in plain[3].items()}
    return Entry(*plain)
