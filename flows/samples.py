"""The sample feed, answered from the files that ship: the whole line runs, and no network is touched."""

from __future__ import annotations

import hashlib
from pathlib import Path

import httpx
from pydantic import BaseModel, ConfigDict, Field

from policygraph.feeds import read_feeds
from policygraph.pages import Fetcher
from policygraph.records import Feed
from policygraph.resources import data_dir
from policygraph.settings import settings
from policygraph.urls import canonical_url
from policygraph.yaml_files import read_yaml


class SampleResponse(BaseModel):
    """What a sample server answers for a URL."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = Field(description="canonical URL that is asked for")
    file: str = Field(description="file that holds the body, relative to the manifest")
    content_type: str = Field(description="value of the header")


class SampleManifest(BaseModel):
    """All that the sample servers answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    responses: list[SampleResponse]


class SampleTransport(httpx.BaseTransport):
    """Answers from files as servers would: with validators, 304 where nothing changed, and 404 for all else."""

    def __init__(self, folder: Path) -> None:
        """Read the manifest of a folder of samples.

        Raises:
            DataFileError: the manifest cannot be used.
        """
        self._folder = folder
        manifest = read_yaml(folder / "manifest.yml", SampleManifest)
        self._responses = {canonical_url(response.url): response for response in manifest.responses}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to a request."""
        found = self._responses.get(canonical_url(str(request.url)))
        if found is None:
            return httpx.Response(404, request=request)
        body = (self._folder / found.file).read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("if-none-match") == etag:
            return httpx.Response(304, headers={"etag": etag}, request=request)
        headers = {"content-type": found.content_type, "etag": etag, "content-length": str(len(body))}
        return httpx.Response(200, headers=headers, content=body, request=request)


def samples_dir() -> Path:
    """The folder of the samples."""
    return data_dir() / "samples"


def sample_feeds() -> tuple[Feed, ...]:
    """The feeds of the samples."""
    return read_feeds(samples_dir() / "feeds.yml")


def sample_fetcher() -> Fetcher:
    """The fetcher that every run uses, with files in place of servers and no pause between requests."""
    unhurried = settings().model_copy(update={"host_delay": 0.0})
    return Fetcher(unhurried, transport=SampleTransport(samples_dir()))
