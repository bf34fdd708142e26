"""A page: a record of what it shows, given as HTML by a template or as JSON as it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
import yaml
from starlette.requests import Request
from starlette.responses import Response

from explorer.addresses import Address, key_of, page_of, page_of_event
from explorer.charts.results import local_name
from explorer.dataset import OpenDataset
from explorer.judgements.publishing import Publisher
from explorer.languages import LANGUAGES, Language, chosen_language
from explorer.login.people import NOBODY, Person, visit_of
from explorer.negotiation import choose
from explorer.reasons import in_words
from graph.evaluation import QueryAnswer, QueryFailure, QueryRequest
from graph.listing import SHOWN_FROM
from ontology.vocabulary import load_vocabulary
from policygraph.archive import Archive

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
JSON = ".json"
YEAR = 365 * 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Page:
    """What a view gives: the name of a template and what is shown in it."""

    template: str
    model: Any  # a dataclass: the JSON twin of the page
    status: int = 200
    cookies: Mapping[str, str] = field(default_factory=dict)  # to be kept for a year


@dataclass(frozen=True, slots=True)
class Services:
    """What pages use beside the snapshot."""

    query: Callable[[QueryRequest], QueryAnswer | QueryFailure]  # a user's query, within limits
    archive: Callable[[], Archive | None]  # None while there is none
    keep: Callable[[], Archive]  # made where there is none: for what people decide
    publisher: Publisher  # has judgements take effect
    prefect: Callable[[], str]  # where Prefect's pages are; empty where no server is known


@dataclass(frozen=True, slots=True)
class Ask:
    """What a reader asks for."""

    address: Address
    path: Mapping[str, str]  # the parts of the path that the route names
    data: OpenDataset
    language: Language
    services: Services
    origin: str = ""  # scheme and host under which the reader came
    person: Person = NOBODY  # who reads
    cookies: Mapping[str, str] = field(default_factory=dict)

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a parameter that are not empty."""
        return self.address.values(name)

    def value(self, name: str) -> str:
        """One value of a parameter, without white space around; empty where it is not given."""
        return self.address.value(name)


View = Callable[[Ask], Page]


def wants_json(request: Request) -> bool:
    """Whether the JSON twin of a page is asked for, by the ending ``.json`` or the Accept header."""
    if request.url.path.endswith(JSON):
        return True
    accept = ", ".join(request.headers.getlist("accept"))
    return choose(accept, [("text/html", "application/xhtml+xml"), ("application/json",)]) == 1


def address_of(request: Request) -> Address:
    """The address that a request was sent to, without the ending of the JSON twin."""
    return Address(request.url.path.removesuffix(JSON), tuple(request.query_params.multi_items()))


def origin_of(request: Request) -> str:
    """The scheme and host that a request was sent to."""
    return f"{request.url.scheme}://{request.url.netloc}"


def language_of(request: Request) -> Language:
    """The language that a page is shown in."""
    wanted = request.query_params.get("lang", "")
    return chosen_language(wanted, request.cookies.get("lang", ""), request.headers.get("accept-language", ""))


def respond(page: Page, request: Request) -> Response:
    """The response for a page, as HTML or JSON."""
    if wants_json(request):
        body = json.dumps(asdict(page.model), ensure_ascii=False, indent=1, default=_plain) + "\n"
        return _response(body, "application/json", page.status)
    language, visit = language_of(request), visit_of(request.scope)
    html = (
        _environment()
        .get_template(page.template)
        .render(
            page=page.model,
            address=address_of(request),
            language=language,
            languages=LANGUAGES,
            theme=request.cookies.get("theme", ""),
            _=language.text,
            visit=visit,
        )
    )
    response = _response(html, "text/html", page.status)
    for name, value in page.cookies.items():
        response.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="lax")
    return response


def _response(body: str, media_type: str, status: int) -> Response:
    response = Response(body, status, media_type=media_type)
    response.headers["Vary"] = "Accept, Accept-Language, Cookie"
    response.headers["Cache-Control"] = "no-cache"
    return response


def _plain(value: object) -> object:
    """A value that JSON has no form for."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        page_of=page_of,
        page_of_event=page_of_event,
        key_of=key_of,
        static=static,
        family=family,
        roles_of=roles_of,
        local_name=local_name,
        shown_from=SHOWN_FROM,
        confidences=confidences,
        room_of=room_of,
        in_words=in_words,
    )
    return environment


# Pages that have no place of their own in the navigation: by how their paths begin, what they belong to.
_ROOMS = {
    "/event/": "/events", "/entity/": "/entities", "/article/": "/articles", "/source/": "/articles",
    "/workbench": "/query", "/judgements": "/review", "/watches/": "/watches",
}  # fmt: skip


def room_of(path: str) -> str:
    """The place in the navigation that a page belongs to; empty where it belongs to none."""
    return next((room for begin, room in _ROOMS.items() if path.startswith(begin)), "")


def confidences(chosen: float) -> tuple[float, ...]:
    """What a reader may choose from as the least confidence of events: any, some, and what is chosen now."""
    return tuple(sorted({0.0, 0.5, 0.7, 0.8, SHOWN_FROM, 0.9, chosen}))


@lru_cache(maxsize=64)
def static(name: str) -> str:
    """The address of a file in ``static/``, which changes with its content."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:8]}"


def family(event_type: str) -> str:
    """What a type of event is drawn as."""
    return _families().get(event_type, "other")


def roles_of(event_type: str) -> tuple[str, ...]:
    """The roles that an event of a type may have, the telling ones first."""
    known = load_vocabulary().event_types.get(event_type)
    if known is None:
        return ()
    telling = frozenset[str]().union(*known.key_roles)
    return tuple(sorted(known.roles, key=lambda role: (role not in telling, role)))


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    read = yaml.safe_load((_HERE / "appearance.yml").read_text(encoding="utf-8"))
    return {event_type: name for name, types in read.items() for event_type in types}
