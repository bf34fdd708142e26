"""Lists that somebody follows: what is new on them, their feeds, and alerts to a real server on loopback."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import threading
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from sample_explorer import TestClient, client_of, publish_extractions
from sample_extractions import all_samples, lawsuit

from explorer.dataset import Dataset
from explorer.watches.alerts import Told, note_and_tell
from explorer.watches.matching import matches, watched_address
from explorer.watches.webhooks import HookLimits, Messenger, checked_url, signature
from flows.alerts import send_alerts
from graph.listing import build_listing, listing_of
from graph.opening import open_store
from graph.snapshot import open_current
from policygraph.archive import Archive
from policygraph.connections import transport
from policygraph.errors import InputError
from policygraph.records import Extraction
from policygraph.settings import Settings, settings

QUICK = HookLimits(seconds=2, connect_seconds=1, attempts=3, backoff_seconds=0.01, longest_wait_seconds=0.05)


class Receiver:
    """A server that takes webhooks; the answers are given one after the other, the last one from then on."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses) or [204]
        self.got: list[tuple[dict[str, str], bytes]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                status = receiver.statuses.pop(0) if len(receiver.statuses) > 1 else receiver.statuses[0]
                self.send_response(status)
                if status == 302:
                    self.send_header("location", "/elsewhere")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Silence."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def __enter__(self) -> Receiver:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def told(self) -> list[str]:
        """The IRIs of the events, articles and entities that were told of."""
        data = [json.loads(body)["data"] for _, body in self.got]
        return [item["iri"] for each in data for kind in ("events", "articles", "entities") for item in each[kind]]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    publish_extractions(tmp_path, all_samples())
    return tmp_path


def key_of(client: TestClient, path: str = "/watches?follow=/events") -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def follow(client: TestClient, address: str, **fields: str) -> str:
    """Follow a list; the path of its page."""
    form = {"form_token": key_of(client), "address": address, **fields}
    response = client.post("/watches", data=form, follow_redirects=False)
    assert response.status_code == 303, response.text
    return str(response.headers["location"])


def send(home: Path, *, allow_private: bool = True) -> tuple[Told, ...]:
    """Note and tell, as ``policygraph alerts`` does."""
    dataset, sending = Dataset(home), transport(allow_private=allow_private, connections=2)
    try:
        with Archive(Settings(home=home).archive_url) as archive, dataset.open() as data:
            return note_and_tell(archive, data.listing, Messenger(sending, QUICK), "https://graph.example/")
    finally:
        sending.close()
        dataset.close()


def more(home: Path, *identifiers: str) -> None:
    """Publish further reports of lawsuits, each of another day, so that they are of other events."""
    days = ("2024-01-03", "2024-03-05", "2024-06-07", "2024-10-11")
    publish(home, [lawsuit(name, day, "5000000") for name, day in zip(identifiers, days, strict=False)])


def publish(home: Path, extractions: list[Extraction], *, merge: bool = False) -> None:
    """Publish with a listing, as an ingest does, so that readers see it at once."""
    publish_extractions(home, extractions)
    if merge:
        from graph.consolidate import consolidate

        with open_store("oxigraph:", home) as store:
            consolidate(store)
            store.publish()
    with open_current(home) as snapshot:
        build_listing(snapshot, listing_of(snapshot.folder))


def test_what_comes_later_is_new_until_it_was_seen(here: Path) -> None:
    with client_of(here) as client:
        page = follow(client, "/events?type=Lawsuit&order=oldest&page=2")
        assert client.get(page + ".json").json()["watch"]["address"] == "/events?type=Lawsuit"
        assert client.get(page + ".json").json()["news"]["events"] == []
        more(here, "new1")
        news = client.get(page + ".json").json()["news"]["events"]
        assert [event["type"] for event in news] == ["Lawsuit"]
        assert client.get("/watches.json").json()["watches"][0]["new"] == 1
        client.post(page, data={"form_token": key_of(client, page), "do": "seen"})
        assert client.get(page + ".json").json()["news"]["events"] == []
        more(here, "new1", "new2")
        assert len(client.get(page + ".json").json()["news"]["events"]) == 1


@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("/events", {"event"}),
        ("/events?q=OpenAI&since=2020-01-01", {"event"}),
        ("/articles?language=en", {"article"}),
        ("/entities?type=Company", {"entity"}),
        ("/search?q=OpenAI", {"event", "article"}),
        ("/entity/openai", {"event"}),
    ],
)
def test_any_list_can_be_followed(home: Path, address: str, kinds: set[str]) -> None:
    dataset = Dataset(home)
    with dataset.open() as data:
        found = matches(data.listing, watched_address(address))
    dataset.close()
    assert {match.kind for match in found} == kinds
    assert all(match.items for match in found)


@pytest.mark.parametrize(
    "address", ["/operations", "https://evil.example/events", "//evil.example/events", "/search", "/search?q=", "", "x"]
)
def test_what_is_no_list_cannot_be_followed(home: Path, address: str) -> None:
    with pytest.raises(InputError):
        watched_address(address)
    with client_of(home) as client:
        assert client.get("/watches", params={"follow": address}).status_code == (400 if address else 200)


def test_watch_lists_are_their_owners_alone(here: Path) -> None:
    own = {"login_header": "X-User"}
    with client_of(here, **own) as ada, client_of(here, **own) as eve:
        ada.headers["X-User"], eve.headers["X-User"] = "ada", "eve"
        page = follow(ada, "/events", webhook="https://x.example/hook")
        assert "whsec_" in ada.get(page).text
        assert eve.get(page).status_code == 404
        assert eve.post(page, data={"form_token": key_of(eve), "do": "drop"}).status_code == 404
        assert eve.get("/watches.json").json()["watches"] == []
        assert ada.get(page + "/feed.atom").status_code == eve.get(page + "/feed.atom").status_code == 200
        del eve.headers["X-User"]
        assert eve.get("/watches").status_code == 401
        ada.post(page, data={"form_token": key_of(ada, page), "do": "drop"})
        assert ada.get(page).status_code == 404


def test_the_feed_tells_of_what_is_new(here: Path) -> None:
    with client_of(here) as client:
        page = follow(client, "/events?type=Lawsuit", name="Courts <b>&")
        more(here, "new1")
        feed = ET.fromstring(client.get(page + "/feed.atom").content)  # noqa: S314 - it is ours
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{atom}title") == "Courts <b>&"
    titles = [entry.findtext(f"{atom}title") or "" for entry in feed.iter(f"{atom}entry")]
    assert len(titles) == 1
    assert titles[0].startswith("Lawsuit: ")
    with client_of(here) as client:
        assert client.get("/watches/" + "0" * 32 + "/feed.atom").status_code == 404


def test_a_webhook_is_told_once_and_can_check_who_tells(here: Path) -> None:
    with Receiver() as receiver, client_of(here) as client:
        page = follow(client, "/events?type=Lawsuit", webhook=receiver.url, name="Courts")
        secret = client.get(page + ".json").json()["watch"]["secret"]
        assert send(here)[0].told == 0
        more(here, "new1", "new2")
        assert send(here)[0].told == 2
        assert send(here)[0].told == 0
        more(here, "new1", "new2", "new3")
        assert send(here)[0].told == 1
        told = receiver.told()
        assert len(told) == len(set(told)) == 3
        headers, body = receiver.got[0]
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        assert (
            headers["webhook-signature"] == "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
        )
        assert abs(int(headers["webhook-timestamp"]) - datetime.now(UTC).timestamp()) < 60
        event = json.loads(body)["data"]["events"][0]
        assert event["page"].startswith("https://graph.example/event/")
        assert event["evidence"]


def test_an_event_that_gets_another_report_is_not_told_of_again(here: Path) -> None:
    """Merged under whatever name: the event's reports say that it was told of."""
    with Receiver() as receiver, client_of(here) as client:
        follow(client, "/events?type=Lawsuit&since=2024-01-01&until=2025-08-31", webhook=receiver.url)
        publish(here, [lawsuit("zz", "2025-09-26")], merge=True)
        first = send(here)[0].told
        publish(here, [lawsuit("aa", "2025-09-27"), lawsuit("mm", "2025-09-27")], merge=True)
        with Archive(Settings(home=here).archive_url) as archive:
            known = archive.known_items(archive.watches()[0].id)
        assert send(here)[0].told == 0
        with Archive(Settings(home=here).archive_url) as archive:
            assert len(archive.known_items(archive.watches()[0].id)) == len(known) + 4
        assert len(receiver.told()) == first <= 1


def test_an_article_that_is_read_again_is_no_news(here: Path) -> None:
    with Receiver() as receiver, client_of(here) as client:
        follow(client, "/events?type=Lawsuit", webhook=receiver.url)
        more(here, "new1")
        assert send(here)[0].told == 1
        read_otherwise = lawsuit("new1", "2024-01-04", "6000000")
        event = replace(read_otherwise.events[0], status="alleged", amount=None)
        publish(here, [replace(read_otherwise, events=(event,))])
        assert send(here)[0].told == 0


@pytest.mark.parametrize(
    ("statuses", "requests", "problem"),
    [
        ((500, 503, 200), 3, ""),
        ((500,), 3, "HTTP 500"),
        ((404,), 1, "HTTP 404"),
        ((302,), 1, "redirects, which is not followed"),
        ((429, 204), 2, ""),
    ],
)
def test_what_may_pass_is_tried_again(here: Path, statuses: tuple[int, ...], requests: int, problem: str) -> None:
    with Receiver(*statuses) as receiver, client_of(here) as client:
        page = follow(client, "/events", webhook=receiver.url)
        more(here, "new1")
        found = send(here)[0]
        assert problem in found.problem
        assert bool(found.problem) == bool(problem)
        assert len(receiver.got) == requests
        assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
        assert problem in client.get(page + ".json").json()["watch"]["problem"]
        receiver.statuses = [204]
        assert send(here)[0].told == (1 if problem else 0)


def test_a_message_that_is_sent_again_has_its_id_whatever_came_up_meanwhile(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Receiver(500) as receiver, client_of(here) as client:
        follow(client, "/events", webhook=receiver.url)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "2000000000")
        more(here, "new1")
        assert send(here)[0].problem
        lost = {headers["webhook-id"] for headers, _ in receiver.got}
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "2000003600")  # the run of the next hour
        more(here, "new1", "new2")
        receiver.statuses, receiver.got = [204], []
        assert send(here)[0].told == 2
        assert {headers["webhook-id"] for headers, _ in receiver.got} > lost
        assert len(lost) == 1


def test_nothing_answers(here: Path) -> None:
    with client_of(here) as client:
        follow(client, "/events", webhook="http://127.0.0.1:9/hook")
    more(here, "new1")
    assert "no answer" in send(here)[0].problem


def test_private_addresses_are_refused(here: Path) -> None:
    with Receiver() as receiver, client_of(here) as client:
        follow(client, "/events", webhook=receiver.url)
        more(here, "new1")
        assert "not on the public internet" in send(here, allow_private=False)[0].problem
        assert receiver.got == []


def test_two_processes_do_not_tell_the_same(here: Path) -> None:
    with Receiver() as receiver, client_of(here) as client:
        follow(client, "/events", webhook=receiver.url)
        more(here, "new1")
        with Archive(Settings(home=here).archive_url) as archive:
            watch = archive.watches()[0]
            assert archive.begin_sending(watch.id, datetime.now(UTC))
            assert send(here)[0].busy
            archive.end_sending(watch.id, [], at=None)
        assert receiver.got == []
        assert send(here)[0].told == 1


def test_who_names_a_webhook_later_is_not_told_what_is_old(here: Path) -> None:
    with Receiver() as receiver, client_of(here) as client:
        page = follow(client, "/events")
        more(here, "new1")
        form = {"form_token": key_of(client, page), "do": "change", "name": "All", "webhook": receiver.url}
        client.post(page, data=form)
        assert send(here)[0].told == 0
        more(here, "new1", "new2")
        assert send(here)[0].told == 1


def test_a_long_list_is_told_in_several_messages(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.watches.alerts.A_MESSAGE", 1)
    with Receiver() as receiver, client_of(here) as client:
        follow(client, "/events", webhook=receiver.url)
        more(here, "new1", "new2", "new3")
        assert send(here)[0].told == len(receiver.got) == 3


@pytest.mark.parametrize(
    "url",
    ["ftp://x.example/", "x.example", "https://u:p@x.example/", "https:///x", "https://x.example:0/", "https://a b/"],
)
def test_a_webhook_needs_an_address(url: str, here: Path) -> None:
    with pytest.raises(InputError):
        checked_url(url)
    with client_of(here) as client:
        form = {"form_token": key_of(client), "address": "/events", "webhook": url}
        assert client.post("/watches", data=form).status_code == 400


def test_the_signature_is_that_of_the_specification() -> None:
    """The example of Standard Webhooks' own libraries."""
    body = b'{"test": 2432232314}'
    made = signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_an_ingest_tells_after_it_has_published(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the flow and the line do it: by the command, in a process of its own."""
    for name, value in {"HOME": str(here), "ALLOW_PRIVATE_HOSTS": "1"}.items():
        monkeypatch.setenv(f"POLICYGRAPH_{name}", value)
    settings.cache_clear()
    try:
        assert send_alerts() == ""
        with Receiver() as receiver, client_of(here) as client:
            follow(client, "/events?type=Lawsuit", webhook=receiver.url, name="Courts")
            more(here, "new1")
            said = send_alerts()
        assert said.startswith("Courts (")
        assert said.endswith("told of 1")
        assert len(receiver.told()) == 1
    finally:
        settings.cache_clear()
