"""What a named query is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ParameterType = Literal["entity", "event", "type", "string", "integer", "decimal", "date", "limit"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a named query takes."""

    name: str  # also the variable in the query
    type: ParameterType
    default: str | None  # as written on the command line; an empty text leaves it open; None: it must be given
    meaning: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the result."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with a name."""

    name: str  # of its file, e.g. "exposure"
    question: str  # in English
    question_zh: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    sparql: str  # with its prefixes, for the base IRI in use

    def reached(self, given: Mapping[str, str], rows: int) -> Parameter | None:
        """The parameter that says how many rows there are at most, where there are so many: there may be more.

        Args:
            given: the values of parameters, as written.
            rows: of the answer.
        """
        limits = (parameter for parameter in self.parameters if parameter.type == "limit")
        most = {limit: int(given.get(limit.name, limit.default) or 0) for limit in limits}
        return next((limit for limit, number in most.items() if number and rows >= number), None)
