"""Logging in with a token, and out again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from explorer.actions import TOKEN, read_form
from explorer.addresses import own_path
from explorer.login.doorkeeper import SESSION, HouseRules
from explorer.login.people import Person, visit_of
from explorer.pages import Page, respond
from explorer.protocol_requests import ProtocolError
from explorer.views.missing import Problem
from policygraph.errors import PolicygraphError


@dataclass(frozen=True, slots=True)
class LoginPage:
    """Where one logs in."""

    person: Person
    possible: bool  # whether there is a token file
    back: str  # where to go on
    problem: str = ""


def login_routes(rules: HouseRules) -> list[Route]:
    """The pages by which people log in and out."""
    return [
        Route("/login", _show(rules), methods=["GET"]),
        Route("/login", _log_in(rules), methods=["POST"]),
        Route("/logout", _log_out, methods=["POST"]),
    ]


Endpoint = Callable[[Request], Awaitable[Response]]


def _show(rules: HouseRules) -> Endpoint:
    async def show(request: Request) -> Response:
        return _page(request, rules, own_path(request.query_params.get("back", "/")))

    return show


def _log_in(rules: HouseRules) -> Endpoint:
    async def log_in(request: Request) -> Response:
        try:
            form = await read_form(request)
        except ProtocolError as error:
            return respond(Page("problem.html", Problem(str(error)), error.status), request)
        back = own_path(form.value("back"))
        if not visit_of(request.scope).fits(form.value(TOKEN)):
            return _page(request, rules, back, "This form is out of date: send it once more.", 403)
        try:
            cookie = await run_in_threadpool(_session, rules, form.value("token"))
        except PolicygraphError as error:
            return _page(request, rules, back, str(error), 500)
        if not cookie:
            return _page(request, rules, back, "That token is not known here.", 401)
        response = RedirectResponse(back, status_code=303)
        seconds = int(rules.session_seconds)
        secure = request.url.scheme == "https"
        response.set_cookie(SESSION, cookie, max_age=seconds, httponly=True, samesite="lax", secure=secure)
        return response

    return log_in


def _session(rules: HouseRules, secret: str) -> str:
    """The cookie for the holder of a token; empty where nobody holds it."""
    holder = rules.tokens.holder(secret) if rules.tokens and secret else None
    return rules.signatures.session(holder) if holder else ""


def _page(request: Request, rules: HouseRules, back: str, problem: str = "", status: int = 200) -> Response:
    model = LoginPage(visit_of(request.scope).person, rules.tokens is not None, back, problem)
    response = respond(Page("login.html", model, status), request)
    response.headers["Cache-Control"] = "no-store"
    return response


async def _log_out(_request: Request) -> Response:
    """End the session; harmless where another page sends it, which the guard refuses anyway."""
    response = RedirectResponse("/", status_code=303)
    response.delete_cookie(SESSION, httponly=True, samesite="lax")
    return response
