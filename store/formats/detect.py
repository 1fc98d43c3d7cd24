"""Detects the format of bytes: by content first, by the file's suffix if the content is inconclusive.

Runs in the app's process: it reads only the beginning and imports nothing heavy.
"""

from __future__ import annotations

import re
from typing import Literal

Format = Literal[
    "text",
    "markdown",
    "html",
    "pdf",
    "docx",
    "odt",
    "rtf",
    "eml",
    "mbox",
    "nitf",
    "newsml",
    "newsml1",
    "ninjs",
    "appublish",
    "teleprinter",
    "feed",
    "jsonfeed",
    "wordpress",
    "transcript",
    "mhtml",
    "warc",
    "zip",
    "tar",
    "corpus",
]

MULTI_ARTICLE_FORMATS: frozenset[Format] = frozenset(
    {
        "mbox", "feed", "jsonfeed", "zip", "tar", "newsml", "newsml1", "ninjs", "eml", "appublish", "teleprinter",
        "wordpress", "warc", "corpus",
    }
)  # fmt: skip
"""Formats of which one file may hold several articles."""

SUFFIXES: dict[str, Format] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".pdf": "pdf", ".docx": "docx", ".eml": "eml", ".mbox": "mbox", ".mbx": "mbox", ".nitf": "nitf",
    ".newsml": "newsml", ".ninjs": "ninjs", ".rss": "feed", ".atom": "feed", ".zip": "zip",
    ".odt": "odt", ".rtf": "rtf", ".vtt": "transcript", ".srt": "transcript", ".mhtml": "mhtml", ".mht": "mhtml",
    ".warc": "warc", ".tar": "tar", ".tgz": "tar", ".jsonl": "corpus", ".ndjson": "corpus", ".csv": "corpus",
    ".tsv": "corpus",
}  # fmt: skip
"""The format of each suffix, if the content does not decide."""

LISTED = frozenset({*SUFFIXES, ".xml", ".json"}) - {".csv", ".tsv"}
"""Suffixes listed as articles in a folder. A table may contain anything: it is a corpus only if the user names it."""

MEDIA_TYPES: dict[str, Format | None] = {
    "text/plain": "text", "text/markdown": "markdown", "text/x-markdown": "markdown", "text/html": "html",
    "application/xhtml+xml": "html", "application/pdf": "pdf", "message/rfc822": "eml", "application/mbox": "mbox",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx", "application/nitf+xml": "nitf",
    "application/vnd.iptc.g2.newsitem+xml": "newsml", "application/vnd.iptc.g2.newsmessage+xml": "newsml",
    "application/vnd.iptc.g2.packageitem+xml": "newsml", "application/rss+xml": "feed", "application/atom+xml": "feed",
    "application/rdf+xml": "feed", "application/feed+json": "jsonfeed", "application/json": None, "text/xml": None,
    "application/xml": None, "application/zip": "zip", "application/octet-stream": None, "application/x-zip": "zip",
    "application/rtf": "rtf", "text/rtf": "rtf", "application/vnd.oasis.opendocument.text": "odt",
    "text/vtt": "transcript", "application/x-subrip": "transcript", "multipart/related": "mhtml",
    "application/warc": "warc", "application/x-tar": "tar",
}  # fmt: skip
"""The media types of readable formats; None: the content decides."""

_ROOTS: dict[str, Format] = {
    "nitf": "nitf", "newsmessage": "newsml", "newsitem": "newsml", "packageitem": "newsml", "rss": "feed",
    "rdf": "feed", "feed": "feed", "html": "html", "newsml": "newsml1", "publish": "appublish",
}  # fmt: skip
_COMMENT = r"<!--(?:(?!-->).)*-->"
"""Matches a comment in exactly one way: a pattern with several ends would backtrack over a row of comments."""
_PROLOG = re.compile(
    rf"(?:\s|<\?[^>]*\?>|{_COMMENT}|<!doctype\b[^>\[]*(?:\[[^\]]*\]\s*)?>)*", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})[\s/>]")
_DOCTYPE_HTML = re.compile(rf"\s*(?:<\?xml[^>]*>\s*)?(?:{_COMMENT}\s*)*<!doctype\s+html\b", re.IGNORECASE | re.DOTALL)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9_.-]{1,60}):(?:[ \t]|$)")
_TELLING = frozenset({"message-id", "mime-version", "received", "return-path", "dkim-signature", "delivered-to"})
_MAIL = _TELLING | {
    "from", "to", "cc", "subject", "date", "reply-to", "content-type", "sender", "in-reply-to", "references",
}  # fmt: skip
_FROM_LINE = re.compile(rb"From \S+ .{10,60}\d{4}\r?\n")
_JSONFEED = re.compile(r'"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/version/')
_TELEPRINTER = re.compile(rb"[\x00\s]*\x16*\x01[A-Za-z]{1,5}\d{1,5}[\x1f\s]")
"""SYN or SOH, then a service and a number: IPTC 7901 and ANPA 1312."""
_NUMBERED_CUE = re.compile(r"\d{1,6}\s*\n\s*(?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3}\s*-->")
_IDS = re.compile(r'"(?:uri|urn|_id|guid)"\s*:')
_NINJS = re.compile(
    r'"(?:body_\w+|bodies|article_html|version_?created|pubstatus|headlines?|representationtype|copyrightholder|'
    r'description_\w+)"\s*:',
    re.IGNORECASE,
)
_TEXTS = re.compile(r'\{\s*"(?:[^{}]*,\s*")?(?:text|body|full_?text|maintext|content|article)"\s*:\s*"', re.IGNORECASE)
"""A JSON list of objects with a text: a corpus, unless it has these names of ninjs and its envelopes."""
_ITEMS = re.compile(
    r'"(?:body_\w+|bodies|article_html|version_?created|pubstatus|representationtype|content_elements)"\s*:'
)

HOLD_HINTS = (
    "embarg", "sperr", "klausul", "hold ", "hold:", "not for", "not to be", "for release", "do not", "must not",
    "may not", "don't", "don’t", "nicht vor", "frei ab", "freigabe", "ne pas", "interdit", "autorisée", "publicar",
    "difun", "hasta",
    "publiser", "offentl", "publicer", "no use", "no publication", "no broadcast", "no release", "cannot", "can not",
    "can't", "can’t", "not before", "erst ", "spärrtid", "difus", "a partir", "tidlig", "tidleg", "tidig",
)  # fmt: skip
"""In lower case, every embargo line contains one of these: a cheap check before `embargoes` is imported."""


class UnknownFormatError(Exception):
    """What the bytes of an unsupported format are, in a few words."""


def detect(data: bytes, suffix: str = "", declared: Format | None = None) -> Format:
    """The format of `data`; "text" for anything unrecognised, even if it may not be text.

    `suffix` is the file's, in lower case with its dot; `declared` is the server's media type. Raises UnknownFormatError
    for recognised formats that are not supported: other XML, other JSON, other office files.
    """
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnknownFormatError("an old Office file (.doc, .xls, .msg): save it as DOCX or text")
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data[257:262] == b"ustar":
        return "tar"
    if data.startswith(b"\x1f\x8b"):
        return _gzipped(data, suffix)
    if data.startswith(b"WARC/"):
        return "warc"
    if _TELEPRINTER.match(data[:200]):
        return "teleprinter"
    if _FROM_LINE.match(data[:200]):
        return "mbox"
    head = _text(data[: 64 * 1024])
    stripped = head.lstrip("\ufeff \t\r\n")
    if stripped.startswith("<"):
        return _marked_up(head, suffix, declared)
    if suffix in (".jsonl", ".ndjson") and stripped.startswith("{"):
        return "corpus"
    if stripped.startswith(("{", "[")) and (found := _json(stripped, suffix)):
        return found
    if mail := _mail(stripped, suffix, declared):
        return mail
    if stripped.startswith("WEBVTT") or _NUMBERED_CUE.match(stripped):
        return "transcript"
    by_name = declared or SUFFIXES.get(suffix)
    return by_name if by_name in ("markdown", "html", "corpus") else "text"


def _text(head: bytes) -> str:
    """The beginning as text, decoded well enough for ASCII patterns."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    if head.count(0) > len(head) * 0.3:
        name = "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
        return head.decode(name, "replace")
    return head.decode("utf-8", "replace")


def _zipped(data: bytes) -> Format:
    """The format of a ZIP by its entries' names, which are uncompressed near the start and in the directory."""
    near = data[:4096] + data[-65536:]
    if b"[Content_Types].xml" in near:
        if b"word/document" in near:
            return "docx"
        raise UnknownFormatError("an Office file that is not read: save it as DOCX or text")
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    if b"mimetypeapplication/" in data[:200]:
        raise UnknownFormatError("an OpenDocument or EPUB file that is not read: save it as DOCX or text")
    return "zip"


def _marked_up(head: str, suffix: str, declared: Format | None) -> Format:
    if _DOCTYPE_HTML.match(head):
        return "html"
    prolog = _PROLOG.match(head.lstrip("\ufeff"))
    at = prolog.end() if prolog else 0
    root = _ROOT.match(head.lstrip("\ufeff"), at)
    name = root[1].lower() if root else ""
    if name == "rss" and "wordpress.org/export/" in head[:8000]:
        return "wordpress"
    if name in _ROOTS:
        return _ROOTS[name]
    by_name = declared or SUFFIXES.get(suffix)
    if by_name in ("html", "markdown"):
        return by_name
    if head.lstrip("\ufeff \t\r\n").startswith("<?xml") or suffix in (".xml", ".nitf", ".newsml", ".rss", ".atom"):
        raise UnknownFormatError(
            f"XML of a kind that is not read (<{name}>)" if name else "broken XML: no root element"
        )
    return "text"


def _json(head: str, suffix: str) -> Format | None:
    if _JSONFEED.search(head):
        return "jsonfeed"
    if head.startswith("[") and _TEXTS.search(head) and not _ITEMS.search(head):
        return "corpus"
    if _NINJS.search(head) and (_IDS.search(head) or suffix in (".json", ".ninjs")):
        return "ninjs"
    if suffix == ".ninjs" or ('"content_elements"' in head and '"type"' in head):
        return "ninjs"
    if suffix == ".json":
        raise UnknownFormatError("JSON, but neither ninjs, Arc ANS nor a JSON Feed")
    return None


def _gzipped(data: bytes, suffix: str) -> Format:
    """The format of gzipped data: a WARC or a tar."""
    import zlib

    try:
        head = zlib.decompressobj(31).decompress(data[: 64 * 1024], 4096)
    except zlib.error as error:
        raise UnknownFormatError("a broken GZIP") from error
    if head.startswith(b"WARC/"):
        return "warc"
    if head[257:262] == b"ustar" or suffix == ".tgz":
        return "tar"
    raise UnknownFormatError("a GZIP of what is neither WARC nor tar: unpack it first")


def _mail(head: str, suffix: str, declared: Format | None) -> Format | None:
    """Whether the first lines are mail headers: one with the right suffix, else three, one of them mail-only.

    Pages saved by a browser have such headers too, and name the address they were saved from.
    """
    names: set[str] = set()
    for line in head.split("\n"):
        if not line.strip():
            break
        if line[:1] in " \t":
            continue
        found = _HEADER.match(line)
        if found is None:
            break
        names.add(found[1].lower())
    known = names & _MAIL
    if "snapshot-content-location" in names or (known and (suffix in (".mhtml", ".mht") or declared == "mhtml")):
        return "mhtml"
    if suffix == ".eml" or declared == "eml":
        return "eml" if known else None
    return "eml" if len(known) >= 3 and known & _TELLING else None
