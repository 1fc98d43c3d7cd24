"""Fetched pages, and their conversion to sources like any other. Nothing here touches the network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from store.articles.sources import Loaded, from_bytes
from store.formats.detect import MEDIA_TYPES
from store.model.source_names import SourceError, printable, slug


@dataclass(frozen=True, slots=True)
class Known:
    """The ETag and Last-Modified of the stored state, as the server sent them."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The request headers that ask for the page only if it has changed."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.modified))
        return {name: value for name, value in pairs if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response: the last URL after redirects, the content type as sent, and the decompressed body.

    `requested_url` is the requested URL, `headers` those sent with the body, `time` the time of fetching, in ISO 8601.
    `unchanged`: the `Known` state is still the newest, and there is no body.
    """

    url: str
    content_type: str
    data: bytes
    requested_url: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    time: str = ""
    unchanged: bool = False

    @property
    def known(self) -> Known:
        """The state to send with the next request."""
        return Known(self.header("etag"), self.header("last-modified"))

    def header(self, name: str) -> str | None:
        """A header's value by its lower-case name; None if absent."""
        return next((value for each, value in self.headers if each.lower() == name), None)


def loaded(fetched: Fetched) -> Loaded:
    """The fetched page as a source like any other. Raises SourceError if it is not text."""
    kind, _, rest = fetched.content_type.partition(";")
    kind = kind.strip().lower()
    if kind and kind not in MEDIA_TYPES:
        raise SourceError(f"{printable(fetched.url)}: {printable(kind)}, not an article")
    charset = next(
        (
            part.partition("=")[2].strip(" \"'")
            for part in rest.split(";")
            if part.strip().lower().startswith("charset")
        ),
        None,
    )
    suffix = PurePosixPath(urlsplit(fetched.url).path).suffix.lower()
    return from_bytes(
        fetched.data, source=fetched.url, id=url_slug(fetched.url), suffix=suffix, media_type=kind, charset=charset
    )


def url_slug(url: str) -> str:
    """A stable name for a URL: host and last words of the path."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.rstrip("/").rpartition("/")[2].rpartition(".")
    return slug(f"{host} {path[0] or path[2]} {parts.query}", 80)
