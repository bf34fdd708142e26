"""Values as RDF literals, written the one way that every store keeps unchanged.

Stores rewrite literals (``51.00`` becomes ``51``, ``zh-Hans`` becomes ``zh-hans``), so they are normalised here
and the text that they were read from is kept beside them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pyoxigraph as ox

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DECIMAL = ox.NamedNode(_XSD + "decimal")
_DATE = ox.NamedNode(_XSD + "date")
_DATE_TIME = ox.NamedNode(_XSD + "dateTime")
_ANY_URI = ox.NamedNode(_XSD + "anyURI")
_INTEGER = ox.NamedNode(_XSD + "integer")
_BOOLEAN = ox.NamedNode(_XSD + "boolean")
# https://www.loc.gov/standards/datetime/
EDTF = ox.NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")


def string(value: str, language: str = "") -> ox.Literal:
    """A text, with its BCP 47 language tag in lower case where it has one."""
    return ox.Literal(value, language=language.lower()) if language else ox.Literal(value)


def decimal(value: Decimal) -> ox.Literal:
    """A number as ``xsd:decimal`` in canonical form.

    Raises:
        ValueError: the number is not finite.
    """
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    written = format(value, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return ox.Literal("0" if written == "-0" else written, datatype=_DECIMAL)


def confidence(value: float) -> ox.Literal:
    """A confidence of 0 to 1 with four digits, so that no machine's last bit shows."""
    return decimal(Decimal(f"{value:.4f}"))


def integer(value: int) -> ox.Literal:
    """A whole number."""
    return ox.Literal(str(value), datatype=_INTEGER)


def boolean(value: bool) -> ox.Literal:
    """A truth value."""
    return ox.Literal("true" if value else "false", datatype=_BOOLEAN)


def day(value: date) -> ox.Literal:
    """A calendar date."""
    return ox.Literal(value.isoformat(), datatype=_DATE)


def moment(value: datetime) -> ox.Literal:
    """A point in time, in UTC.

    Raises:
        ValueError: the time has no zone.
    """
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    written = value.astimezone(UTC).replace(tzinfo=None).isoformat()
    if value.microsecond:
        written = written.rstrip("0")
    return ox.Literal(written + "Z", datatype=_DATE_TIME)


def edtf(value: str) -> ox.Literal:
    """A date in the Extended Date/Time Format."""
    return ox.Literal(value, datatype=EDTF)


def address(url: str) -> ox.Literal:
    """A URL as it was given; a literal, because what the web links to is not always an IRI."""
    return ox.Literal(url, datatype=_ANY_URI)
