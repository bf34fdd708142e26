"""Frames are data: what words express which event, and how its roles are realised.

``data/frames/<Type>.<language>.yml`` holds one frame. This module reads such files for any language, checks them
against the ontology and says in which line a file is wrong; the rest of the schema is the language's own
(``EnglishFrame`` below, ``extractors.chinese`` for Chinese). How to add a type: docs/add-an-event-type.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from extractors.data_files import PlainLoader, read_yaml
from extractors.word_classes import spelt_out, word_classes_path
from ontology.vocabulary import EventType, Vocabulary, load_vocabulary
from policygraph.errors import DataFileError
from policygraph.identifiers import digest
from policygraph.resources import data_dir

Words = tuple[str, ...]


class Strict(BaseModel):
    """A part of a data file: no field that the schema does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Example(Strict):
    """A sentence written for this project, with the event that must be read from it."""

    text: str
    args: dict[str, tuple[str, ...]] = {}
    status: str = ""
    attrs: dict[str, str] = {}
    amount: float | None = None
    date: str = ""
    published: str = ""  # the day the sentence is read on; YYYY-MM-DD


class FrameFile(Strict):
    """What the frames of all languages have in common."""

    type: str
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[str, ...] = ()  # sentences from which no event of this type may be read

    def used_roles(self) -> Iterable[tuple[tuple[str | int, ...], str]]:
        """(where, role) of every role that the file names, for the check against the ontology."""
        for number, example in enumerate(self.examples):
            for role in example.args:
                yield ("examples", number, "args", role), role

    def used_values(self) -> Iterable[tuple[tuple[str | int, ...], str, str]]:
        """(where, attribute, value) of every attribute value that the file names."""
        for number, example in enumerate(self.examples):
            for attribute, value in example.attrs.items():
                yield ("examples", number, "attrs", attribute), attribute, value

    def used_statuses(self) -> Iterable[tuple[tuple[str | int, ...], str]]:
        """(where, status) of every status that the file names."""
        for number, example in enumerate(self.examples):
            if example.status:
                yield ("examples", number, "status"), example.status


Frame = TypeVar("Frame", bound=FrameFile)


def frames_dir() -> Path:
    """The folder of the frames."""
    return data_dir() / "frames"


def load_frames(language: str, schema: type[Frame], folder: Path | None = None) -> tuple[Frame, ...]:
    """All frames of a language, by type.

    Args:
        language: "en" or "zh".
        schema: what a file of that language must look like.
        folder: where the files lie; the frames that ship where it is not given.

    Raises:
        DataFileError: a file cannot be read, or names a type, role, value or status that the ontology does not have.
    """
    paths = sorted((folder or frames_dir()).glob(f"*.{language}.yml"))
    return tuple(load_frame(path, schema) for path in paths)


def load_frame(path: Path, schema: type[Frame], vocabulary: Vocabulary | None = None) -> Frame:
    """One frame, checked.

    Raises:
        DataFileError: as for ``load_frames``.
    """
    text = path.read_text(encoding="utf-8")
    try:
        tree = yaml.compose(text, Loader=PlainLoader)
        frame = schema.model_validate(read_yaml(text))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DataFileError(path, line, f"not YAML: {error.problem}", "Mend the syntax") from error
    except ValidationError as error:
        first = error.errors()[0]
        line = _line(tree, first["loc"])
        where = ".".join(str(step) for step in first["loc"])
        raise DataFileError(path, line, f"{where}: {first['msg']}", "See docs/add-an-event-type.md") from error
    _check(frame, path, tree, vocabulary or load_vocabulary())
    return frame


def _line(node: yaml.Node | None, where: Sequence[str | int]) -> int | None:
    """The line of the innermost node on a path of keys and indices, counted from 1."""
    for step in where:
        if isinstance(node, yaml.MappingNode):
            found = [value for key, value in node.value if key.value == str(step)]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            found = node.value[step : step + 1]
        else:
            found = []
        if not found:
            break
        node = found[0]
    return node.start_mark.line + 1 if node is not None else None


def _check(frame: FrameFile, path: Path, tree: yaml.Node | None, vocabulary: Vocabulary) -> None:
    event_type = vocabulary.event_types.get(frame.type)
    if event_type is None:
        known = ", ".join(sorted(vocabulary.event_types))
        raise DataFileError(path, _line(tree, ("type",)), f"unknown event type {frame.type!r}", f"Use one of {known}")
    for where, role in frame.used_roles():
        if role not in event_type.roles:
            known = ", ".join(sorted(event_type.roles))
            raise DataFileError(path, _line(tree, where), f"{frame.type} has no role {role!r}", f"Use one of {known}")
    for where, attribute, value in frame.used_values():
        _check_value(event_type, attribute, value, path, _line(tree, where))
    for where, status in frame.used_statuses():
        if status not in vocabulary.statuses:
            known = ", ".join(sorted(vocabulary.statuses))
            raise DataFileError(path, _line(tree, where), f"unknown status {status!r}", f"Use one of {known}")


def _check_value(event_type: EventType, attribute: str, value: str, path: Path, line: int | None) -> None:
    if attribute not in event_type.attributes:
        known = ", ".join(sorted(event_type.attributes)) or "none"
        raise DataFileError(path, line, f"{event_type.name} has no attribute {attribute!r}", f"It has: {known}")
    allowed = event_type.attributes[attribute]
    if allowed and value not in allowed:
        known = ", ".join(sorted(allowed))
        raise DataFileError(path, line, f"{attribute!r} cannot be {value!r}", f"Use one of {known}")


def frames_version(language: str) -> str:
    """A digest of the frames of a language: the same files give the same version."""
    files = [*sorted(frames_dir().glob(f"*.{language}.yml")), *([word_classes_path()] if language == "en" else [])]
    return digest(*(path.read_text(encoding="utf-8") for path in files))


# ---- English ----


class Role(Strict):
    """What can fill a role."""

    types: frozenset[str]  # entity types
    phrases: frozenset[str] = frozenset()  # classes of described fillers: entity types, "Thing"
    meant: frozenset[str] = frozenset()  # whom a pronoun or description can mean here; the types where it is empty
    many: bool = True  # several fillers at once
    parts: bool = False  # a part of somebody ("its mobile unit") is itself meant, not whose part it is


class Support(Strict):
    """A verb that a noun leans on: "filed a lawsuit", "was hit with a fine", "the deal fell through"."""

    verb: Words
    noun_is: Words = ("object",)  # what the noun is to the verb: object, subject, or a preposition
    roles: dict[str, Words] = {}
    attributes: dict[str, str] = {}
    status: str = ""
    apart: bool = False  # the verb tells another happening ("appealed the fine"): its day is not the event's


class Unit(Strict):
    """Words that evoke the event, alike in how its roles are realised."""

    verb: Words = ()
    noun: Words = ()
    adjective: Words = ()
    # role -> paths of slots, e.g. "object", "from.object", the first that yields; "with+": together with what the next
    # ones yield; "speaker?": only beside a filler that stands alone.
    roles: dict[str, Words] = {}
    support: tuple[Support, ...] = ()  # of nouns
    # path -> lemmas or classes of which the filler must be one: "=Company", with "~Company" one that is described, too;
    # "=Judge"; "=Money" a sum, "=Majority" more than half. Besides the paths of slots there are "sentence", all of its
    # words, and "before" and "after", the three words on that side of the trigger. "*" is anything; "@court" all
    # words of a class of data/english/classes.yml.
    only: dict[str, Words] = {}
    unless: dict[str, Words] = {}  # path -> lemmas or classes of which the filler must be none
    # Groups of roles, one of each must be filled; the frame's where absent. A role alone in two groups: two fillers.
    require: tuple[Words, ...] | None = None
    attributes: dict[str, str] = {}
    status: str = ""  # of the unit itself: "plan" is planned
    amount: bool = False  # evokes the event only with a sum of money
    borrows: bool = False  # told even where the parties must be borrowed: "dismissed the suit"
    bare: bool = True  # a noun evokes the event without a verb that it leans on, too

    @field_validator("only", "unless")
    @classmethod
    def _spell_out(cls, conditions: dict[str, Words]) -> dict[str, Words]:
        return {path: spelt_out(words) for path, words in conditions.items()}


class Cue(Strict):
    """Words near the trigger that give an attribute its value."""

    value: str
    words: Words
    status: Words = ()  # the words count only for an event that stands so: nobody has blocked what is only planned


class EnglishFrame(FrameFile):
    """A frame of English."""

    roles: dict[str, Role]
    require: tuple[Words, ...]  # groups of roles; one of each must be filled
    units: tuple[Unit, ...]
    attributes: dict[str, tuple[Cue, ...]] = {}
    amount: bool = False  # the event can carry a sum of money
    status: dict[str, str] = {}  # governing word -> status, where it differs from the general rules
    jurisdiction: dict[str, Words] = {}  # attribute -> values with which the place is where the authority rules
    progressive: str = ""  # status of "is buying"; as for "bought" where it is empty
    each: str = ""  # a role of which every filler makes an event of its own
    borrow: dict[str, dict[str, str]] = {}  # type -> role there -> role here: parties that another event lends
    lacking: dict[str, dict[str, str]] = {}  # the same, for mentions that tell nothing without
    beside: Words = ()  # types that the same words may tell as well: a law that bans makes a ban, too
    pair: Words = ()  # two roles: who stands together in the place of the first fills both ("A and B merged")

    def used_roles(self) -> Iterable[tuple[tuple[str | int, ...], str]]:
        """Also of the role table and the units."""
        yield from super().used_roles()
        yield from ((("roles", role), role) for role in self.roles)
        if self.each:
            yield ("each",), self.each
        yield from ((("borrow", t, r), role) for t, roles in self.borrow.items() for r, role in roles.items())
        yield from ((("lacking", t, r), role) for t, roles in self.lacking.items() for r, role in roles.items())
        yield from ((("pair", i), role) for i, role in enumerate(self.pair))
        yield from ((("require", i), role) for i, group in enumerate(self.require) for role in group)
        for number, unit in enumerate(self.units):
            for role in unit.roles:
                yield ("units", number, "roles", role), role
            for place, support in enumerate(unit.support):
                for role in support.roles:
                    yield ("units", number, "support", place, "roles", role), role

    def used_values(self) -> Iterable[tuple[tuple[str | int, ...], str, str]]:
        """Also of the units and the cues."""
        yield from super().used_values()
        for attribute, cues in self.attributes.items():
            yield from ((("attributes", attribute, i, "value"), attribute, c.value) for i, c in enumerate(cues))
        for number, unit in enumerate(self.units):
            for attribute, value in unit.attributes.items():
                yield ("units", number, "attributes", attribute), attribute, value
            for place, support in enumerate(unit.support):
                for attribute, value in support.attributes.items():
                    yield ("units", number, "support", place, "attributes", attribute), attribute, value

    def used_statuses(self) -> Iterable[tuple[tuple[str | int, ...], str]]:
        """Also of the units and the governing words."""
        yield from super().used_statuses()
        yield from ((("status", word), status) for word, status in self.status.items())
        if self.progressive:
            yield ("progressive",), self.progressive
        for attribute, cues in self.attributes.items():
            for i, cue in enumerate(cues):
                yield from ((("attributes", attribute, i, "status"), status) for status in cue.status)
        yield from ((("units", i, "status"), unit.status) for i, unit in enumerate(self.units) if unit.status)


@lru_cache(maxsize=1)
def english_frames() -> tuple[EnglishFrame, ...]:
    """The English frames that ship."""
    return load_frames("en", EnglishFrame)


def as_json(frame: FrameFile) -> dict[str, Any]:
    """A frame as plain values, for explanations."""
    return frame.model_dump(mode="json", exclude_defaults=True)
