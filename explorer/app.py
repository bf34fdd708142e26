"""The explorer: pages over the published snapshot, their JSON twins, and the SPARQL endpoint."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from explorer.actions import Action, Done, Form, answer, read_form, reason_to_refuse
from explorer.addresses import own_path
from explorer.dataset import Dataset, OpenDataset
from explorer.inert import HEADERS as INERT
from explorer.judgements.gold import gold_file
from explorer.judgements.publishing import Publisher, environment_of
from explorer.judgements.views import judge, judgements_csv, judgements_page, publish
from explorer.languages import LANGUAGES, Language
from explorer.login.doorkeeper import Doorkeeper, house_rules
from explorer.login.people import visit_of
from explorer.login.views import login_routes
from explorer.pages import JSON, STATIC, Ask, Page, Services, View, address_of, language_of, origin_of, respond
from explorer.protocol_requests import ProtocolError
from explorer.review.views import review_page
from explorer.security import HEADERS, Guard
from explorer.settings import ExplorerSettings
from explorer.sparql import Endpoint
from explorer.views.articles import article, articles
from explorer.views.citations import biblatex, csl_json, plain
from explorer.views.data_files import (
    articles_jsonld,
    articles_parquet,
    entities_jsonld,
    entities_parquet,
    events_jsonld,
    events_parquet,
    exposures_jsonld,
    exposures_parquet,
)
from explorer.views.entities import entities, entity_page
from explorer.views.events import event, events
from explorer.views.exports import (
    articles_atom,
    articles_csv,
    entities_csv,
    events_atom,
    events_csv,
    exposures_csv,
)
from explorer.views.exposure import exposure_page
from explorer.views.home import home
from explorer.views.missing import broken, missing, unavailable, unusable
from explorer.views.network import graphml, network_page
from explorer.views.operations import operations
from explorer.views.queries import query_page, workbench
from explorer.views.search import search_page, suggestions
from explorer.views.sources import raw_page, source_page
from explorer.watches.feed import watch_atom
from explorer.watches.views import change, follow, watch_page, watches_page
from graph.snapshot import current
from graph.store import StoreError
from graph.workers import Limits, QueryWorkers
from policygraph.archive import Archive
from policygraph.errors import InputError, PolicygraphError
from policygraph.settings import Settings

PAGES: Mapping[str, View] = {
    "/": home,
    "/search": search_page,
    "/events": events,
    "/event/{path:path}": event,
    "/entities": entities,
    "/entity/{path:path}": entity_page,
    "/articles": articles,
    "/article/{path:path}": article,
    "/source/{path:path}": source_page,
    "/exposure": exposure_page,
    "/network": network_page,
    "/query": query_page,
    "/workbench": workbench,
    "/operations": operations,
    "/judgements": judgements_page,
    "/review": review_page,
    "/watches": watches_page,
    "/watches/{id}": watch_page,
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file that is made when it is asked for."""

    make: Callable[[Ask], bytes | None]  # None where there is nothing at the address
    media_type: str
    name: str = ""  # under which a browser keeps it; empty for one that it reads
    headers: Mapping[str, str] = field(default_factory=dict)


ACTIONS: Mapping[str, Action] = {
    "/watches": follow,
    "/watches/{id}": change,
    "/judgements": judge,
    "/judgements/publish": publish,
}


_LISTS = ("events", "articles", "entities", "exposure")
_PARQUET = (events_parquet, articles_parquet, entities_parquet, exposures_parquet)
_JSONLD = (events_jsonld, articles_jsonld, entities_jsonld, exposures_jsonld)
DOWNLOADS: Mapping[str, Download] = {
    "/events.csv": Download(events_csv, "text/csv", "events.csv"),
    "/articles.csv": Download(articles_csv, "text/csv", "articles.csv"),
    "/entities.csv": Download(entities_csv, "text/csv", "entities.csv"),
    "/exposure.csv": Download(exposures_csv, "text/csv", "exposure.csv"),
    **{
        f"/{name}.{ending}": Download(make, media_type, f"{name}.{ending}")
        for ending, media_type, makers in (
            ("parquet", "application/vnd.apache.parquet", _PARQUET),
            ("jsonld", "application/ld+json", _JSONLD),
        )
        for name, make in zip(_LISTS, makers, strict=True)
    },
    "/citations.txt": Download(plain, "text/plain; charset=utf-8"),
    "/citations.bib": Download(biblatex, "application/x-bibtex", "citations.bib"),
    "/citations.csl.json": Download(csl_json, "application/vnd.citationstyles.csl+json", "citations.csl.json"),
    "/events.atom": Download(events_atom, "application/atom+xml"),
    "/articles.atom": Download(articles_atom, "application/atom+xml"),
    "/network.graphml": Download(graphml, "application/graphml+xml", "network.graphml"),
    "/judgements/gold.jsonl": Download(gold_file, "application/jsonl", "gold.jsonl"),
    "/judgements.csv": Download(judgements_csv, "text/csv", "judgements.csv"),
    "/watches/{id}/feed.atom": Download(watch_atom, "application/atom+xml"),
    "/raw/{path:path}": Download(raw_page, "text/html", headers=INERT),
    "/suggest.json": Download(suggestions, "application/json"),
}
_YEAR = 365 * 24 * 3600


class Explorer:
    """What the application holds while it runs."""

    def __init__(self, settings: Settings, own: ExplorerSettings) -> None:
        self._settings = settings
        self._prefect_url = own.prefect_url
        self.dataset = Dataset(settings.home)
        limits = Limits(seconds=own.query_seconds, memory_bytes=own.query_memory_mb << 20)
        self.workers = QueryWorkers(lambda: current(settings.home), own.query_workers, limits)
        self._archive: Archive | None = None
        self._lock = threading.Lock()
        publisher = Publisher(environment_of(settings))
        self.services = Services(self.workers.run, self.archive, self.keep, publisher, self.prefect)

    def archive(self) -> Archive | None:
        """The archive, opened when it is first looked into; None while a SQLite archive does not exist yet."""
        url = self._settings.archive_url
        with self._lock:
            missing_file = url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file()
            if self._archive is None and not missing_file:
                self._archive = Archive(url)
            return self._archive

    def prefect(self) -> str:
        """Where Prefect's pages are: as the operator says, else as ``policygraph up`` left it in the home folder."""
        left = self._settings.home / "prefect" / "address"
        with suppress(OSError):
            return self._prefect_url or left.read_text(encoding="utf-8").strip().removesuffix("/api")
        return ""

    def keep(self) -> Archive:
        """The archive, made where there is none yet."""
        with self._lock:
            if self._archive is None:
                self._archive = Archive(self._settings.archive_url)
            return self._archive

    def close(self) -> None:
        """Let go of everything."""
        self.workers.close()
        self.dataset.close()
        if self._archive is not None:
            self._archive.close()

    def answer(self, view: View, request: Request) -> Response:
        """The page that a view makes of a request."""
        language = language_of(request)
        try:
            with self.dataset.open() as data:
                path = {name: str(value).removesuffix(JSON) for name, value in request.path_params.items()}
                page = view(self._ask(request, path, data, language))
        except StoreError as error:
            page = unavailable(str(error))
        except InputError as error:
            page = unusable(str(error))
        except PolicygraphError as error:  # an archive that cannot be used, a query file that cannot be read
            page = broken(str(error))
        return respond(page, request)

    def download(self, file: Download, request: Request) -> Response:
        """A file that is made of a request."""
        language = language_of(request)
        try:
            with self.dataset.open() as data:
                path = {name: str(value) for name, value in request.path_params.items()}
                body = file.make(self._ask(request, path, data, language))
        except StoreError as error:
            return respond(unavailable(str(error)), request)
        except PolicygraphError as error:
            return respond(broken(str(error)), request)
        if body is None:
            return respond(missing("There is no such page."), request)
        disposition = f'attachment; filename="{file.name}"' if file.name else "inline"
        headers = {"Content-Disposition": disposition, **file.headers}
        return Response(body, media_type=file.media_type, headers=headers)

    def _ask(self, request: Request, path: Mapping[str, str], data: OpenDataset, language: Language) -> Ask:
        person = visit_of(request.scope).person
        origin, cookies = origin_of(request), request.cookies
        return Ask(address_of(request), path, data, language, self.services, origin, person, cookies)

    def carry_out(self, action: Action, form: Form, request: Request) -> Done | Page:
        """What a form does, for somebody who may."""
        path = {name: str(value) for name, value in request.path_params.items()}
        try:
            with self.dataset.open() as data:
                return action(self._ask(request, path, data, language_of(request)), form)
        except StoreError as error:
            return unavailable(str(error))
        except InputError as error:
            return unusable(str(error))
        except PolicygraphError as error:
            return broken(str(error))

    def action_route(self, path: str, action: Action) -> Route:
        """The route of a form."""

        async def respond_to(request: Request) -> Response:
            try:
                form = await read_form(request)
            except ProtocolError as error:
                return respond(unusable(str(error)), request)
            refused = reason_to_refuse(visit_of(request.scope), form)
            if refused is not None:
                return respond(refused, request)
            return answer(await run_in_threadpool(self.carry_out, action, form, request), request)

        return Route(path, respond_to, methods=["POST"])

    def download_route(self, path: str, file: Download) -> Route:
        """The route of a file."""

        async def respond_to(request: Request) -> Response:
            return await run_in_threadpool(self.download, file, request)

        return Route(path, respond_to, methods=["GET"])

    def route(self, path: str, view: View) -> list[BaseRoute]:
        """The routes of a page and of its JSON twin."""

        async def respond_to(request: Request) -> Response:
            return await run_in_threadpool(self.answer, view, request)

        paths = [path] if path.endswith(":path}") else [path, ("/index" if path == "/" else path) + JSON]
        return [Route(each, respond_to, methods=["GET"]) for each in paths]


def create_app(settings: Settings, own: ExplorerSettings | None = None, host: str = "127.0.0.1") -> Starlette:
    """The application.

    Args:
        settings: where the snapshots and the archive lie.
        own: the explorer's settings; from the environment where none are given.
        host: the address that it will listen on; on any but loopback, whoever changes something must have logged in.

    Raises:
        PolicygraphError: the token file cannot be used.
    """
    own = own or ExplorerSettings()
    rules = house_rules(own, settings.home, host)
    explorer = Explorer(settings, own)
    endpoint = Endpoint(explorer.workers.run, max_bytes=own.query_max_mb << 20, origin=own.cors_origin)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            explorer.close()

    routes: list[BaseRoute] = [route for path, view in PAGES.items() for route in explorer.route(path, view)]
    routes += [explorer.download_route(path, file) for path, file in DOWNLOADS.items()]
    routes += [explorer.action_route(path, action) for path, action in ACTIONS.items()]
    routes += login_routes(rules)
    routes += [endpoint.route(), Route("/preferences", _preferences, methods=["GET"])]
    routes.append(Mount("/static", _Static(directory=STATIC), name="static"))
    middleware = [
        Middleware(Guard, hosts=own.hosts, open_paths=frozenset({"/sparql"})),
        Middleware(Doorkeeper, rules=rules),
        Middleware(GZipMiddleware, minimum_size=1000),
    ]
    handlers = {404: _not_found, 500: _failed}
    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan, exception_handlers=handlers)


class _Static(StaticFiles):
    """Files whose addresses change with their content, and that browsers may therefore keep."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        scope: Scope = args[2] if len(args) > 2 else kwargs["scope"]  # type: ignore[assignment]
        versioned = scope["query_string"].startswith(b"v=")
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable" if versioned else "no-cache"
        return response


async def _not_found(request: Request, _error: Exception) -> Response:
    page: Page = missing("There is no such page.")
    return respond(page, request)


async def _failed(request: Request, _error: Exception) -> Response:
    """What is shown when the explorer itself has a fault; the fault is in the log, not on the page."""
    response = respond(broken(), request)
    response.headers.update(HEADERS)  # the guard has been left behind
    return response


async def _preferences(request: Request) -> Response:
    """Keep a reader's choice of language or theme, and go back to the page."""
    response = RedirectResponse(own_path(request.query_params.get("back", "/")), status_code=303)
    for name, allowed in (("lang", set(LANGUAGES)), ("theme", {"light", "dark", "auto"})):
        value = request.query_params.get(name, "")
        if value in allowed:
            response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="lax")
    return response
