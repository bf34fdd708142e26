"""The schema of ``data/feeds.yml``."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator

from policygraph.records import Feed
from policygraph.urls import is_web_address


class FeedModel(BaseModel):
    """One source."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    url: str = Field(description="of the feed: RSS, Atom, JSON Feed or a news sitemap")
    publisher: str = Field(min_length=1, description="as a reader knows it")
    country: str = Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code; EU for the European Union")
    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", description="BCP 47 tag")
    licence: str = Field(min_length=1, description="what may be done with the text")
    expected_entries: int = Field(default=1, ge=0, le=10_000, description="at least so many when the feed is well")

    @field_validator("url")
    @classmethod
    def _http(cls, value: str) -> str:
        if not is_web_address(value):
            raise ValueError("must be an absolute http or https URL")
        return value

    def feed(self) -> Feed:
        """The record that travels."""
        return Feed(**self.model_dump())


class FeedsFile(BaseModel):
    """A file of sources."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    feeds: list[FeedModel]
