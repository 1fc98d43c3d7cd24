"""WordPress exports (WXR 1.0 to 1.2): the published posts of a site. https://wordpress.org/documentation/article/tools-export-screen/"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.formats import times
from store.formats.document import Document, FormatError
from store.formats.markup import find, html_paragraphs, kids, local, parse_xml, text_of
from store.formats.prose import article, field, first, words
from store.model.wire import Subject, Wire

if TYPE_CHECKING:
    from lxml.etree import _Element

_CAPTION = re.compile(r"\[caption\b[^\]\n]{0,400}\](.{0,4000}?)\[/caption\]", re.DOTALL)
_PAIR = re.compile(
    r"\[(?P<name>[A-Za-z][\w-]{1,40})(?:\s[^\]\n]{0,400})?\](?P<inner>[^\[\]]{0,20000}?)\[/(?P=name)\]", re.DOTALL
)
_SINGLE = re.compile(
    r"\[/?(?:[A-Za-z][\w-]{1,40}\s+[\w-]+\s*=[^\]\n]{0,400}|gallery|embed|audio|video|playlist|more|dropcap|"
    r"(?:vc|et_pb|fusion|su|elementor)_[\w-]+[^\]\n]{0,400})/?\]",
    re.IGNORECASE,
)
_DATE_ZERO = "0000-00-00"


def without_shortcodes(html: str) -> str:
    """HTML without WordPress's shortcodes: captions become captions, the text inside others is kept."""
    if "[" not in html:
        return html
    html = _CAPTION.sub(lambda found: f"<p>Caption: {re.sub('<[^>]*>', ' ', found[1]).strip()}</p>", html)
    for _depth in range(3):
        html, changed = _PAIR.subn(lambda found: found["inner"], html)
        if not changed:
            break
    return _SINGLE.sub("", html)


def parse(data: bytes) -> Iterator[Document]:
    """The published posts and pages of an export. Raises FormatError if there are none."""
    root, warnings = parse_xml(data)
    channel = find(root, "channel")
    names = {
        text_of(find(each, "author_login")): field(text_of(find(each, "author_display_name")))
        for each in kids(channel, "author")
    }
    published: list[_Element] = []
    left_out: Counter[str] = Counter()
    for item in kids(channel, "item"):
        kind, status = text_of(find(item, "post_type")) or "post", text_of(find(item, "status")) or "publish"
        locked = text_of(find(item, "post_password")) is not None
        if kind in ("post", "page") and status == "publish" and not locked:
            published.append(item)
        elif kind in ("post", "page") and status == "publish":
            left_out["under a password"] += 1
        else:
            left_out[kind if kind not in ("post", "page") else status] += 1
    skipped = (f"left out: {', '.join(f'{n} {kind}' for kind, n in left_out.items())}",) if left_out else ()
    found = 0
    for item in published:
        try:
            document = _article(item, channel, names, str(found + 1), (*warnings, *skipped) if not found else ())
        except FormatError:
            continue
        found += 1
        yield document
    if not found:
        raise FormatError("; ".join(skipped) or "a WordPress export without posts")


def _article(
    item: _Element, channel: _Element | None, names: dict[str | None, str | None], part: str, warnings: tuple[str, ...]
) -> Document:
    html, excerpt = _encoded(item)
    author = names.get(text_of(find(item, "creator")))
    moment = text_of(find(item, "post_date_gmt")) or _DATE_ZERO
    local_moment = text_of(find(item, "post_date")) or _DATE_ZERO
    gmt = times.iso(f"{moment}Z") if not moment.startswith(_DATE_ZERO) else None
    sections = [each for each in kids(item, "category") if each.get("domain") == "category"]
    tags = [each for each in kids(item, "category") if each.get("domain") != "category"]
    wire = Wire(
        headline=field(text_of(find(item, "title")), 500),
        standfirst=field(" ".join(html_paragraphs(excerpt))) if excerpt else None,
        byline=author,
        published=first(gmt, times.iso(local_moment), times.iso(text_of(find(item, "pubDate")))),
        subjects=tuple(Subject("", name) for name in words(text_of(each) for each in sections)),
        keywords=words(text_of(each) for each in tags),
        language=field(text_of(find(channel, "language")), 40),
        guid=field(text_of(find(item, "guid"))),
        url=field(text_of(find(item, "link"))),
        source=field(text_of(find(channel, "title"))),
        pub_status="usable",
    )
    body = without_shortcodes(html)
    if "<p" not in body and "\n" in body:
        body = "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", body))
    return article(wire, html_paragraphs(body), part=part, warnings=warnings)


def _encoded(item: _Element) -> tuple[str, str]:
    """The post's HTML and its excerpt: both elements are called `encoded`, in two namespaces."""
    contents = {str(each.tag): each.text or "" for each in item if local(each) == "encoded"}
    excerpt = next((text for tag, text in contents.items() if "excerpt" in tag), "")
    return next((text for tag, text in contents.items() if "excerpt" not in tag), ""), excerpt
