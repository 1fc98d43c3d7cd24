"""Parses XML and HTML trees without entities, DTDs or network, and extracts their running text as paragraphs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from html.entities import name2codepoint
from typing import TYPE_CHECKING

from extract.text import normalise
from store.formats.charsets import decode_bytes
from store.formats.document import FormatError

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCKS = frozenset({
    "abstract", "address", "article", "aside", "bibliography", "block", "blockquote", "body", "body.content",
    "body.end",
    "body.head", "bq", "byline", "caption", "center", "credit", "datasource", "dateline", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "fn", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hl1", "hl2",
    "hr",
    "html", "li", "main", "media", "media-caption", "media-producer", "nitf-table", "note", "ol", "p", "postaddr",
    "pre",
    "section", "summary", "table", "tagline", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
"""Elements of HTML and NITF that begin and end a paragraph."""
QUOTATIONS = frozenset({"blockquote", "bq"})
"""Elements that are block quotations."""
SKIPPED = frozenset({
    "script", "style", "head", "noscript", "template", "iframe", "object", "svg", "math", "nav", "form", "button",
    "select", "textarea", "audio", "video", "canvas", "media-reference", "media-metadata", "media-object",
    "nitf-table-metadata",
})  # fmt: skip
_DECLARED = re.compile(r"\s*<\?xml\b(?:[^>]*?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"'])?[^>]*\?>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
MAX_ENTITIES = 300
_SUBSET = re.compile(
    r"(?P<head>\s*(?:<!--.{0,4000}?-->\s*)?<!DOCTYPE\s[^\[>]{0,400})\[(?P<held>[^\]]{0,20000})\]\s*>", re.DOTALL
)
_CHARACTERS = re.compile(
    r"<!ENTITY\s+([A-Za-z][\w.-]{0,40})\s+[\"']((?:[^<&%\"']|&#\d{1,7};|&#x[0-9A-Fa-f]{1,6};){0,16})[\"']\s*>"
)
"""An entity for characters only, at most 16, so that expansion cannot outgrow the document's length limit."""
_FOUR = frozenset({"amp", "lt", "gt", "quot", "apos"})
_MARK = re.compile(r"(?:•|\d{1,4}\.) ")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse_xml(data: bytes) -> tuple[_Element, tuple[str, ...]]:
    """The root of an XML document, and warnings.

    HTML's named entities are resolved. Raises FormatError for XML that is not well-formed, is nested deeper than
    libxml2's 256 levels, or declares entities.
    """
    from lxml import etree

    text, warnings = xml_text(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "cannot be parsed").splitlines()[0].partition(", line ")[0]
        if "depth" in reason:
            raise FormatError("XML nested too deep") from error
        raise FormatError(f"broken XML: {reason[:120]}") from error
    return root, warnings


def xml_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """An XML document as a string without its declaration, and warnings. Raises FormatError if it declares entities."""
    head = data[:200].decode("ascii", "replace")
    declared = _DECLARED.match(head.lstrip("\ufffd"))
    text, warnings = decode_bytes(data, declared[1] if declared else None)
    if found := _DECLARED.match(text):
        text = text[found.end() :]
    text = text.lstrip()
    declared_entities: dict[str, str] = {}
    if "<!ENTITY" in text:
        text, declared_entities = _expanded_entities(text)
    if _NO_XML.search(text):
        text = _NO_XML.sub("", text)
        warnings = (*warnings, "characters that XML does not allow were dropped")
    if "&" not in text:
        return text, warnings
    return _NAMED.sub(lambda found: declared_entities.get(found[1]) or _entity(found), text), warnings


def _expanded_entities(text: str) -> tuple[str, dict[str, str]]:
    """The document without its internal subset, and the characters of its entities.

    Raises FormatError for entities that refer to others, files or markup, or that expand to more than a few characters.
    """
    subset = _SUBSET.match(text)
    declared = dict(_CHARACTERS.findall(subset["held"])) if subset else {}
    if subset is None or text.count("<!ENTITY") != len(declared) or len(declared) > MAX_ENTITIES:
        raise FormatError("declares XML entities: refused")
    plain = {name: html.escape(html.unescape(value), quote=False) for name, value in declared.items()}
    return f"{subset['head']}>{text[subset.end() :]}", plain


def _entity(found: re.Match[str]) -> str:
    name = found[1]
    if name in _FOUR:
        return found[0]
    code = name2codepoint.get(name)
    return chr(code) if code is not None else f"&amp;{name};"


def parse_html(markup: str) -> _Element | None:
    """The tree of a page or a fragment; None if it is empty."""
    from lxml import etree, html

    if not markup.strip():
        return None
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        return html.document_fromstring(_NO_XML.sub("", markup), parser=parser)
    except etree.LxmlError:
        return None


def html_paragraphs(markup: str) -> list[str]:
    """The text of an HTML fragment; plain text is returned unchanged."""
    if "<" not in markup:
        return [part for part in re.split(r"\n\s*\n", html.unescape(normalise(markup))) if part.strip()]
    root = parse_html(markup)
    return paragraphs(root) if root is not None else []


def local(element: _Element) -> str:
    """An element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def kids(element: _Element | None, name: str) -> Iterator[_Element]:
    """The children called `name`, whatever their namespace."""
    return (child for child in (element if element is not None else ()) if local(child) == name)


def find(element: _Element | None, *path: str) -> _Element | None:
    """The first element at a path of names below `element`."""
    for name in path:
        element = next(kids(element, name), None)
    return element


def every(element: _Element | None, name: str) -> Iterator[_Element]:
    """Every element called `name` at any depth below `element`, in order."""
    return (each for each in (element.iter() if element is not None else ()) if local(each) == name)


def text_of(element: _Element | None) -> str | None:
    """All the text in an element, in one line; None if there is none."""
    if element is None:
        return None
    return " ".join("".join(str(part) for part in element.itertext()).split()) or None


def paragraphs(root: _Element, skip: Sequence[_Element] = ()) -> list[str]:
    """The running text below `root`: one string a paragraph, list entries with "• ", table rows with " | ".

    Lines of a block quotation begin with "> ", unless all of the text is in one; `<q>` gets quotation marks.

    A single line break inside a paragraph is kept; two end it. Elements in `skip` are left out.
    """
    writer = _Paragraphs()
    from lxml import etree

    left_out = set(skip)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element).lower()
        if event == "start":
            if (name in SKIPPED or element in left_out) and element is not root:
                walk.skip_subtree()
            else:
                writer.begin(name)
                writer.write(element.text)
            continue
        if not (name in SKIPPED or element in left_out):
            writer.end(name)
        if element is not root:
            writer.write(element.tail)
    return writer.finished()


class _Paragraphs:
    """Collects text between the starts and ends of blocks."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._parts: list[str] = []
        self._pre = 0
        self._cells = 0
        self._lists: list[int] = []
        self._quotations = 0
        self._quoted: list[bool] = []

    def begin(self, name: str) -> None:
        bullet = len(self._parts) == 1 and _MARK.fullmatch(self._parts[0]) is not None
        if name in BLOCKS and not bullet and not (self._cells and name != "tr"):
            self._break()
        if name in QUOTATIONS:
            self._quotations += 1
        elif name == "q":
            self._parts.append("“")
        elif name == "pre":
            self._pre += 1
        elif name in ("ol", "ul"):
            self._lists.append(1 if name == "ol" else 0)
        elif name == "li":
            self._parts.append(self._mark())
        elif name in ("td", "th"):
            if any(part.strip() for part in self._parts):
                self._parts.append(" | ")
            self._cells += 1

    def end(self, name: str) -> None:
        if name == "br":
            self._parts.append("\0")
        elif name in ("td", "th"):
            self._cells = max(0, self._cells - 1)
        elif name in BLOCKS:
            if self._cells and name != "tr":
                self._parts.append(" ")
            else:
                self._break()
        if name in QUOTATIONS:
            self._quotations = max(0, self._quotations - 1)
        elif name == "q":
            self._parts.append("”")
        elif name == "pre":
            self._pre = max(0, self._pre - 1)
        elif name in ("ol", "ul") and self._lists:
            self._lists.pop()

    def _mark(self) -> str:
        """The marker of a list entry: its number in an ordered list, else a bullet."""
        if not self._lists or not self._lists[-1]:
            return "• "
        self._lists[-1] += 1
        return f"{self._lists[-1] - 1}. "

    def write(self, text: str | None) -> None:
        if text:
            self._parts.append(text.replace("\n", "\0") if self._pre else _SPACE.sub(" ", text))

    def _break(self) -> None:
        paragraph = _SPACE.sub(" ", "".join(self._parts))
        self._parts.clear()
        for part in re.split(r"\0[ \0]*\0", paragraph):
            lines = [line.strip() for line in part.split("\0")]
            if text := "\n".join(line for line in lines if line and not _MARK.fullmatch(f"{line} ")):
                self._texts.append(text)
                self._quoted.append(bool(self._quotations))

    def finished(self) -> list[str]:
        self._break()
        if all(self._quoted):  # an indent, not a quotation
            return self._texts
        return [quotation(each) if quoted else each for each, quoted in zip(self._texts, self._quoted, strict=True)]


def quotation(paragraph: str) -> str:
    """A paragraph as a Markdown block quotation."""
    return "\n".join(f"> {line}" for line in paragraph.split("\n"))
