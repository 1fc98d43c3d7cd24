"""Parses bytes of any format into articles: the entry point to every parser, for the child process and for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from store.formats.charsets import decode_bytes, fix_encoding, looks_mojibake, wide
from store.formats.detect import Format, UnknownFormatError, detect
from store.formats.document import Document, FormatError
from store.formats.embargoes import embargo_in_text
from store.formats.limits import Limits, count, in_megabytes
from store.formats.times import EMPTY_EMBARGO
from store.formats.unpacking import Budget, Member, members, tar_members
from store.model.source_names import looks_binary, printable
from store.model.wire import Wire

MAX_NESTED_MAILS = 3
"""The most levels of nested mails."""


@dataclass(frozen=True, slots=True)
class Request:
    """Bytes of a known format to parse, their `url` and the `charset` that the server declares.

    `fix_encoding` repairs mojibake.
    """

    format: Format
    data: bytes
    url: str | None = None
    charset: str | None = None
    fix_encoding: bool = False


class Parsing:
    """The articles in a file, one after the other; after the last, `left_out` lists what was left out and why.

    Iterating raises FormatError if there is no article, or after the articles read so far.
    """

    def __init__(self, request: Request, limits: Limits) -> None:
        self._request = request
        self._limits = limits
        self.left_out: list[str] = []

    def __iter__(self) -> Iterator[Document]:
        request, limits = self._request, self._limits
        found = 0
        for document in _Unpacker(request, limits, self.left_out).documents(request.format, request.data, "", 0):
            if found >= limits.articles and request.format != "corpus":
                self.left_out.append(f"only the first {limits.articles} articles")
                break
            found += 1
            document = _without_empty_embargo(document, limits.empty_embargo_is_none)
            yield _with_embargo(_with_fixed_encoding(document) if request.fix_encoding else _suspected(document))
        if not found:
            raise FormatError("; ".join(self.left_out[:3]) or "no article in it")


def _without_empty_embargo(document: Document, senders: Sequence[str]) -> Document:
    """The article without an embargo that is only an empty element, if its sender is known to send those."""
    wire = document.wire
    if wire is None or EMPTY_EMBARGO not in document.warnings:
        return document
    named = {(name or "").casefold() for name in (wire.source, wire.agency, wire.credit)}
    if not named & set(senders):
        return document
    warnings = tuple(line for line in document.warnings if line != EMPTY_EMBARGO)
    return replace(document, wire=replace(wire, embargo=None), warnings=warnings)


def _with_embargo(document: Document) -> Document:
    """The article with the embargo at the start of its text or editor's note, if the sender gives no other."""
    wire = document.wire or Wire()
    if wire.embargo is not None:
        return document
    for text in (document.title or "", document.text, wire.editor_note or "", wire.usage_terms or ""):
        ends, warnings = embargo_in_text(text)
        if ends is not None:
            return replace(document, wire=replace(wire, embargo=ends), warnings=(*document.warnings, *warnings))
    return document


def _with_fixed_encoding(document: Document) -> Document:
    text, warnings = fix_encoding(document.text)
    title = fix_encoding(document.title)[0] if document.title else document.title
    return replace(document, text=text, title=title, warnings=(*document.warnings, *warnings))


def _suspected(document: Document) -> Document:
    title = looks_mojibake(document.title or "")
    places = looks_mojibake(document.text)
    if places < 2 and not title:
        return document
    left_out = f"looks like mojibake in {count(max(places, title), 'place')}: --fix-encoding fixes it"
    return replace(document, warnings=(*document.warnings, left_out))


class _Unpacker:
    """Unpacks one file and everything nested in it, under one budget."""

    def __init__(self, request: Request, limits: Limits, left_out: list[str]) -> None:
        self._request = request
        self._limits = limits
        self._budget = Budget(limits)
        self.left_out = left_out

    def documents(self, format: Format, data: bytes, part: str, depth: int) -> Iterator[Document]:
        """The articles in `data`, whose place in the whole file is `part`."""
        try:
            if format in ("zip", "tar"):
                yield from self._archive(data, part, depth, members if format == "zip" else tar_members)
            elif format == "mbox":
                yield from self._mailbox(data, part, depth)
            elif format == "eml":
                yield from self._mail(data, part, depth)
            else:
                for document in self._plain(format, data, top=depth == 0):
                    yield replace(document, part="/".join(filter(None, (part, document.part))))
        except RecursionError as error:
            raise FormatError("nested too deep") from error

    def _plain(self, format: Format, data: bytes, *, top: bool) -> Iterator[Document]:
        """The articles of a format without nested files."""
        request, limits = self._request, self._limits
        url, charset = (request.url, request.charset) if top else (None, None)
        match format:
            case "html":
                from store.formats.pages.page import parse_html

                yield parse_html(data, url, charset)
            case "markdown":
                from store.formats.pages.markdown import parse_markdown

                yield parse_markdown(data)
            case "mhtml":
                from store.formats.pages import mhtml

                yield mhtml.parse(data)
            case "warc":
                from store.formats.pages import warc

                yield from warc.parse(data, limits, self.left_out)
            case "transcript":
                from store.formats import transcripts

                yield transcripts.parse(data, charset)
            case "feed" | "jsonfeed":
                from store.formats import feeds

                yield from feeds.parse(data, url or "")
            case "corpus":
                from store.formats.corpora import parse_corpus

                yield from parse_corpus(data, limits.text_field, charset, self.left_out)
            case "wordpress":
                from store.formats import wordpress

                yield from wordpress.parse(data)
            case "pdf" | "docx" | "odt" | "rtf":
                yield _office(format, data, limits)
            case "nitf" | "newsml" | "newsml1" | "ninjs" | "appublish" | "teleprinter":
                yield from _wires(format, data)
            case _:
                text, warnings = decode_bytes(data, charset)
                if not text.strip():
                    raise FormatError("no text in it")
                yield Document(text, warnings=warnings)

    def _archive(
        self, data: bytes, part: str, depth: int, unpack: Callable[[bytes, Budget], Iterator[Member]]
    ) -> Iterator[Document]:
        if depth >= self._limits.depth:
            raise FormatError(f"archives nested more than {self._limits.depth} deep: refused")
        skipped: list[str] = []
        for member in unpack(data, self._budget):
            if member.fault:
                self._leave_out(member.name, member.fault)
                continue
            format = self._known(member.name, member.data)
            if format is None:
                skipped.append(member.name)
                continue
            yield from self._within(format, member.name, member.data, part, depth)
        if skipped:
            self.left_out.append(f"{count(len(skipped), 'file')} in it: no articles ({_named(skipped)})")

    def _mailbox(self, data: bytes, part: str, depth: int) -> Iterator[Document]:
        from store.formats.mail import split_mailbox

        for number, each in enumerate(split_mailbox(data), 1):
            yield from self._within("eml", str(number), each, part, depth)

    def _mail(self, data: bytes, part: str, depth: int) -> Iterator[Document]:
        from store.formats import mail

        found = mail.parse(data)
        if found.document is not None:
            yield replace(found.document, part=part)
        if depth > MAX_NESTED_MAILS:
            self.left_out.append("mails nested too deep: the innermost are left out")
            return
        for number, each in enumerate(found.attachments, 1):
            if len(each.data) > self._limits.bytes:
                self._leave_out(each.name, f"longer than {in_megabytes(self._limits.bytes)}")
            elif (format := self._known(each.name, each.data)) is not None:
                yield from self._within(format, f"{number}-{each.name}", each.data, part, depth)
        if found.document is None and not found.attachments:
            raise FormatError("a mail without text")

    def _within(self, format: Format, name: str, data: bytes, part: str, depth: int) -> Iterator[Document]:
        """The articles of a nested file; a fault in it is reported, and the rest is read."""
        try:
            yield from self.documents(format, data, "/".join(filter(None, (part, name))), depth + 1)
        except FormatError as error:
            self._leave_out(name, str(error))

    def _known(self, name: str, data: bytes) -> Format | None:
        """The format of a nested file; None for other files, such as pictures."""
        suffix = PurePosixPath(name).suffix.lower()
        try:
            format = detect(data, suffix)
        except UnknownFormatError:
            return None
        if format == "text" and suffix not in (".txt", ".text", ""):
            return None
        return None if format in ("text", "markdown") and _is_binary(data) else format

    def _leave_out(self, name: str, fault: str) -> None:
        if len(self.left_out) < 20:
            self.left_out.append(f"left out {printable(name)}: {fault}")


def _office(format: Format, data: bytes, limits: Limits) -> Document:
    from store.formats.office import docx, opendocument, pdf, rtf

    match format:
        case "pdf":
            return pdf.parse(data, limits)
        case "docx":
            return docx.parse(data, limits)
        case "odt":
            return opendocument.parse(data, limits)
    return rtf.parse(data)


def _wires(format: Format, data: bytes) -> Iterable[Document]:
    from store.formats.wires import ap_publish, newsml1, newsml_g2, ninjs, nitf, teleprinter

    match format:
        case "nitf":
            return [nitf.parse(data)]
        case "newsml":
            return newsml_g2.parse(data)
        case "newsml1":
            return newsml1.parse(data)
        case "ninjs":
            return ninjs.parse(data)
        case "appublish":
            return ap_publish.parse(data)
    return teleprinter.parse(data)


def _named(names: list[str]) -> str:
    """The first names, safe to show."""
    shown = ", ".join(printable(name.rpartition("/")[2]) for name in names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown


def _is_binary(data: bytes) -> bool:
    return looks_binary(data) and not wide(data)
