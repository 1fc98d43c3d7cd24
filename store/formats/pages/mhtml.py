"""Complete pages saved by a browser: MHTML (RFC 2557)."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from store.formats.document import Document, FormatError
from store.formats.pages.page import parse_html


def parse(data: bytes) -> Document:
    """The article in the first page of an MHTML file, with the address it was saved from. Raises FormatError."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() != "text/html" or not isinstance(part, EmailMessage):
            continue
        body = part.get_payload(decode=True)
        url = message.get("Snapshot-Content-Location") or part.get("Content-Location")
        charset = part.get_param("charset")
        address = str(url).strip() if url else ""
        return parse_html(
            body if isinstance(body, bytes) else b"",
            address if address.startswith(("http://", "https://")) else None,
            charset if isinstance(charset, str) else None,
        )
    raise FormatError("a saved page without HTML")
