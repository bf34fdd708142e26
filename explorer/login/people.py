"""Who sends a request, as it was found out before any page was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from starlette.types import Scope

from explorer.login.sessions import Signatures, new_visitor

_KEY = "policygraph.visit"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who reads, and writes where there is a name."""

    name: str = ""  # empty for nobody in particular
    how: Literal["", "local", "proxy", "session", "bearer"] = ""  # what the name is known by
    why_not: str = ""  # why there is no name, and what to do about it

    @property
    def may_write(self) -> bool:
        """Whether judgements and watch lists may be changed."""
        return bool(self.name)


NOBODY = Person()


class Visit:
    """One request: who sent it, and the token that its forms carry."""

    def __init__(
        self, person: Person, visitor: str = "", signatures: Signatures | None = None, *, can_log_in: bool = False
    ) -> None:
        """Say who it is.

        Args:
            person: who sends the request.
            visitor: what the cookie of the browser says; empty where it has none yet.
            signatures: what tokens are made and checked with; nothing where nobody may write.
            can_log_in: whether a token would help who has no name yet.
        """
        self.person = person
        self.can_log_in = can_log_in
        self.new_visitor = ""  # to be kept as a cookie, once a form was tied to it
        self._visitor = visitor
        self._signatures = signatures

    def form_token(self) -> str:
        """The token for the forms of a page; asked for by templates that have any."""
        if self._signatures is None:
            return ""
        if not self._visitor:
            self._visitor = self.new_visitor = new_visitor()
        return self._signatures.form_token(self._visitor, self.person.name)

    def fits(self, token: str) -> bool:
        """Whether a form was made for this browser and this person; a token of one's own needs no form."""
        if self.person.how == "bearer":
            return True
        return self._signatures is not None and self._signatures.fits_form(token, self._visitor, self.person.name)


def visit_of(scope: Scope) -> Visit:
    """What is known of the sender of a request; nobody where no doorkeeper looked."""
    found = scope.get(_KEY)
    return cast(Visit, found) if found is not None else Visit(NOBODY)


def remember(scope: Scope, visit: Visit) -> None:
    """Keep what was found out with the request."""
    scope[_KEY] = visit
