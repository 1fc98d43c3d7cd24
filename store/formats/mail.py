"""Mail (RFC 5322, MIME) and mailboxes (mbox): the text, the headers as metadata, and attachments."""

from __future__ import annotations

import base64
import contextlib
import email
import email.policy
import quopri
import re
from email.message import EmailMessage
from email.utils import parseaddr
from typing import NamedTuple

from store.formats import times
from store.formats.charsets import decode_bytes, looks_mojibake
from store.formats.document import Document, FormatError
from store.formats.limits import in_megabytes
from store.formats.markup import html_paragraphs
from store.formats.prose import article, field, paragraphs_of, words
from store.model.wire import Wire

MAX_PARTS = 200
"""Maximum number of MIME parts read in one mail."""

_FROM = re.compile(rb"^From \S+ .{10,80}\d{4}[^\n]{0,12}\n", re.MULTILINE)
_SURROGATE = re.compile("[\udc80-\udcff]")
_WORD = re.compile(r"=\?([\w.:-]{1,40})\?([bBqQ])\?([^?]*)\?=")
_STUFFED = re.compile(rb"^>(>*From )", re.MULTILINE)
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|sv|vs)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE)


class Attachment(NamedTuple):
    """A file in a mail: its name without folders, and its bytes."""

    name: str
    data: bytes


class Mail(NamedTuple):
    """A mail as an article, None if it has no text of its own, and its attachments."""

    document: Document | None
    attachments: list[Attachment]


def split_mailbox(data: bytes) -> list[bytes]:
    """The mails of an mbox (mboxo and mboxrd: ">From " in a text becomes "From " again)."""
    starts = [found for found in _FROM.finditer(data) if found.start() == 0 or _blank_before(data, found.start())]
    ends = [found.start() for found in starts[1:]] + [len(data)]
    return [_STUFFED.sub(rb"\1", data[found.end() : end]) for found, end in zip(starts, ends, strict=True)]


def _blank_before(data: bytes, at: int) -> bool:
    return data[max(0, at - 2) : at] in (b"\n\n", b"\r\n") and data[max(0, at - 4) : at].endswith((b"\n\n", b"\n\r\n"))


def parse(data: bytes) -> Mail:
    """The article in one mail. Raises FormatError if it is not a mail."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    texts, attachments = _parts(message)
    if not message.keys():
        raise FormatError("not a mail: it has no headers")
    warnings = [f"attached: {each.name} ({in_megabytes(max(1024, len(each.data)))})" for each in attachments]
    if message.defects and not texts:
        warnings.append("a broken mail: read as far as it goes")
    paragraphs = _body(texts)
    wire = _wire(message)
    if not paragraphs and (attachments or not wire.headline):
        return Mail(None, attachments)
    if (date := times.unreadable(_header(message, "Date"))) is not None:
        warnings.append(date)
    return Mail(article(wire, paragraphs, warnings=warnings), attachments)


class _Text(NamedTuple):
    html: bool
    text: str


def _parts(message: EmailMessage) -> tuple[list[_Text], list[Attachment]]:
    """The mail's texts and attachments; a nested mail is an attachment."""
    texts: list[_Text] = []
    attachments: list[Attachment] = []
    waiting = [message]
    seen = 0
    while waiting and seen < MAX_PARTS:
        part = waiting.pop(0)
        seen += 1
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            nested = inner[0] if isinstance(inner, list) and inner else None
            if nested is not None and hasattr(nested, "as_bytes"):
                name = _name(part, f"{_header(nested, 'Subject') or 'mail'}.eml")
                attachments.append(Attachment(name, nested.as_bytes()))
        elif part.is_multipart():
            waiting[:0] = [each for each in part.iter_parts() if isinstance(each, EmailMessage)]
        elif part.get_content_disposition() == "attachment" or (part.get_filename() and not kind.startswith("text/")):
            attachments.append(Attachment(_name(part, f"attachment-{len(attachments) + 1}"), _payload(part)))
        elif kind in ("text/plain", "text/html"):
            texts.append(_Text(kind == "text/html", _text(part)))
    return texts, attachments


def _payload(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: EmailMessage) -> str:
    charset = part.get_param("charset")
    text, _warnings = decode_bytes(_payload(part), charset if isinstance(charset, str) else None)
    if str(part.get_param("format", "")).lower() == "flowed":
        return _reflowed(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
    return text


def _reflowed(text: str, *, delete_space: bool) -> str:
    """Unwrap format=flowed (RFC 3676): a line that ends in a space continues in the next."""
    lines: list[str] = []
    soft = False
    for raw in text.split("\n"):
        line = raw.removeprefix(" ") if raw.startswith(" ") else raw
        if soft:
            lines[-1] = (lines[-1].removesuffix(" ") if delete_space else lines[-1]) + line
        else:
            lines.append(line)
        soft = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


def _name(part: EmailMessage, otherwise: str) -> str:
    """An attachment's file name, without folders or control characters."""
    named = field(part.get_filename() or otherwise, 120) or otherwise
    return re.split(r"[/\\]", named)[-1].lstrip(".") or "attachment"


def _body(texts: list[_Text]) -> list[str]:
    """The paragraphs of the plain texts, or of the HTML if there is no plain text."""
    plain = [part for each in texts if not each.html for part in _unwrapped(each.text)]
    if plain:
        return plain
    return [part for each in texts if each.html for part in html_paragraphs(each.text)]


def _unwrapped(text: str) -> list[str]:
    """The paragraphs of plain text; lines wrapped at 60 to 80 columns are joined."""
    joined = []
    for paragraph in paragraphs_of(text):
        lines = [line.rstrip() for line in paragraph.split("\n")]
        wrapped = len(lines) > 1 and all(45 <= len(line) <= 80 for line in lines[:-1]) and not _is_listing(lines)
        joined.append(" ".join(line.strip() for line in lines) if wrapped else "\n".join(lines))
    return joined


def _is_listing(lines: list[str]) -> bool:
    return any(line.lstrip().startswith(("-", "*", "•", ">", "|")) for line in lines)


def _header(message: object, name: str) -> str | None:
    """A header as text. Raw bytes, and UTF-8 declared as Windows-1252, are decoded by their content."""
    try:
        value = message[name]  # type: ignore[index]
        raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")  # type: ignore[attr-defined]
    except Exception:  # the parser of structured headers fails on broken ones in many ways
        return None
    if value is None:
        return None
    text = str(value)
    if _SURROGATE.search(raw):
        text = _decoded(raw)
    if looks_mojibake(text):
        with contextlib.suppress(UnicodeError):
            text = text.encode("cp1252").decode("utf-8")
    return field(text)


def _decoded(raw: str) -> str:
    """A header with non-ASCII bytes, decoded as UTF-8 or Windows-1252, in encoded words too."""
    text, _warnings = decode_bytes(raw.encode("ascii", "surrogateescape"))
    return _WORD.sub(_word, " ".join(text.split()))


def _word(found: re.Match[str]) -> str:
    charset, kind, body = found.groups()
    if kind in "bB":
        with contextlib.suppress(ValueError):
            return decode_bytes(base64.b64decode(body), charset)[0]
        return body
    data = body.replace("_", " ").encode("utf-8")
    return decode_bytes(quopri.decodestring(data, header=False), charset)[0]


def _wire(message: EmailMessage) -> Wire:
    subject = _REPLY.sub("", _header(message, "Subject") or "", count=1).strip() or None
    name, address = parseaddr(_header(message, "From") or "")
    embargo = _header(message, "X-Embargo") or _header(message, "Embargo")
    priority = (_header(message, "X-Priority") or "")[:1]
    return Wire(
        headline=subject,
        published=times.iso(_header(message, "Date")),
        priority=int(priority) if priority in tuple("12345") else None,
        keywords=words((_header(message, "Keywords") or "").split(",")),
        embargo=times.embargo(embargo)[0],
        language=_header(message, "Content-Language"),
        guid=_header(message, "Message-ID"),
        source=field(name) or field(address),
    )
