"""Web archives (WARC, ISO 28500), through warcio: the responses that are HTML pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from store.formats.document import Document, FormatError
from store.formats.limits import Limits, count, in_megabytes
from store.formats.pages.page import parse_html

MAX_RECORDS = 5000


def parse(data: bytes, limits: Limits, warnings: list[str]) -> Iterator[Document]:
    """The articles in an archive; `warnings` lists anything left out. Raises FormatError if it is not an archive."""
    from warcio.archiveiterator import ArchiveIterator

    found = skipped = 0
    left = limits.unpacked
    try:
        for number, record in enumerate(ArchiveIterator(io.BytesIO(data)), 1):
            if number > MAX_RECORDS or left <= 0:
                warnings.append(f"only the first {number - 1} records")
                break
            if record.rec_type not in ("response", "resource", "conversion"):
                continue
            header = record.http_headers
            kind = (header.get_header("Content-Type") if header else record.content_type) or ""
            if "html" not in kind or (header and not header.get_statuscode().startswith("2")):
                skipped += 1
                continue
            body = record.content_stream().read(min(limits.bytes, left) + 1)
            left -= len(body)
            if len(body) > limits.bytes:
                warnings.append(f"left out a page longer than {in_megabytes(limits.bytes)}")
                continue
            charset = kind.lower().partition("charset=")[2].strip(" \"'") or None
            try:
                document = parse_html(body, record.rec_headers.get_header("WARC-Target-URI"), charset)
            except FormatError as error:
                warnings.append(f"left out: {error}")
                continue
            found += 1
            yield replace(document, part=str(found))
    except MemoryError:
        raise
    except Exception as error:  # warcio passes on any exception that a broken archive causes in its own code
        if not found:
            raise FormatError("a broken WARC") from error
        warnings.append("a broken WARC: read as far as it goes")
    if skipped:
        warnings.append(f"{count(skipped, 'record')} in it: no pages")
    if not found:
        raise FormatError("; ".join(warnings[:3]) or "a WARC without pages")
