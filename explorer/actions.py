"""What a form does: checked for who sent it and from where, carried out, and answered by going on to a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from explorer.login.people import Visit
from explorer.pages import Ask, Page, respond, wants_json
from explorer.protocol_requests import ProtocolError
from explorer.sparql import limited_body
from explorer.views.missing import Problem

MOST_BYTES = 64 * 1024  # of a form
TOKEN = "form_token"  # noqa: S105 - the name of the field
_MOST_FIELDS = 200


@dataclass(frozen=True, slots=True)
class Form:
    """What was filled in."""

    fields: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """The first value of a field, without white space around; empty where it is not given."""
        return next((value.strip() for key, value in self.fields if key == name), "")

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a field that are not empty."""
        return tuple(value.strip() for key, value in self.fields if key == name and value.strip())


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a form."""

    location: str  # the page to go on to: a path of ours
    said: Mapping[str, Any] = field(default_factory=dict)  # the same for programs


Action = Callable[[Ask, Form], Done | Page]


async def read_form(request: Request) -> Form:
    """The fields of a form, sent as forms are or as a JSON object.

    Raises:
        ProtocolError: it is too long, or none of the two.
    """
    body = await limited_body(request, MOST_BYTES)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if media_type == "application/json":
            return _from_json(json.loads(body))
        if media_type in {"application/x-www-form-urlencoded", ""}:
            pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
            return Form(tuple(pairs))
    except ValueError as error:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, f"The form cannot be read: {error}") from error
    raise ProtocolError(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send application/x-www-form-urlencoded or application/json."
    )


def _from_json(read: object) -> Form:
    if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
        raise ValueError("a JSON object with texts as its values is wanted")
    return Form(tuple(read.items()))


def reason_to_refuse(visit: Visit, form: Form) -> Page | None:
    """The page that says why a form is not carried out; nothing where it may be."""
    if not visit.person.may_write:
        status = HTTPStatus.UNAUTHORIZED if visit.can_log_in else HTTPStatus.FORBIDDEN
        return Page("problem.html", Problem("You cannot change anything here.", visit.person.why_not), status)
    if not visit.fits(form.value(TOKEN)):
        hint = "Go back, load the page again, and send the form once more."
        return Page("problem.html", Problem("This form was not made for you, or is out of date.", hint), 403)
    return None


def answer(result: Done | Page, request: Request) -> Response:
    """The response to a form: on to a page, the page itself where something is wrong, or JSON."""
    if isinstance(result, Page):
        return respond(result, request)
    if wants_json(request):
        return Response(json.dumps(result.said, ensure_ascii=False) + "\n", media_type="application/json")
    return RedirectResponse(result.location, status_code=HTTPStatus.SEE_OTHER)
