"""PDF and DOCX: documents made here, by a writer of our own for PDF and python-docx with patches for Word."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import docx
import pypdf

from tests.store.formats.corpus.sample import BODY, FIRST, HEADLINE, SECOND, Sample, Want, bad

WIDTH = 66
"""Characters a line, as ten-point Helvetica has between the margins of A4."""
Placed = tuple[float, float, float, str]
"""A line of a page: x and y in points, the size of its letters, its text."""


def wrapped(text: str, width: int = WIDTH) -> list[str]:
    """The lines of a paragraph, broken with hyphens where a word would leave much room."""
    lines, line = [], ""
    for word in text.split():
        room = width - len(line) - 1
        if len(word) <= room or not line:
            line = f"{line} {word}".strip()
            continue
        if room >= 6 and len(word) >= 11 and word.isalpha():
            lines.append(f"{line} {word[:5]}-")
            line = word[5:]
            continue
        lines.append(line)
        line = word
    return [*lines, line]


def page(
    paragraphs: Sequence[str], *, headline: str = HEADLINE, top: str = "", foot: str = "", gap: float = 20.0,
    indent: float = 0.0, x: float = 72.0, width: int = WIDTH,
) -> list[Placed]:  # fmt: skip
    """A page's lines: a head in large letters, paragraphs with `gap` above or `indent` before their first lines."""
    placed: list[Placed] = []
    y = 760.0
    if top:
        placed.append((x, 810.0, 8.0, top))
    if headline:
        placed.append((x, y, 18.0, headline))
        y -= 30
    for text in paragraphs:
        for n, line in enumerate(wrapped(text, width)):
            placed.append((x + (indent if n == 0 else 0), y, 10.0, line))
            y -= 12
        y -= gap - 12
    if foot:
        placed.append((x + 220, 30.0, 8.0, foot))
    return placed


def pdf(*pages: Sequence[Placed], title: str = "", more: str = "", squeeze: bool = True) -> bytes:
    """A PDF 1.4 with those pages, in Helvetica."""
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        text = b"".join(_show(*line) for line in lines) + more.encode("latin-1")
        stream = zlib.compress(text) if squeeze else text
        coded = b" /Filter /FlateDecode" if squeeze else b""
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(stream), coded, stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< /Title (%s) /Author (Port Authority) /Keywords (bridge, harbour) >>" % _escaped(title))
    return _file(objects)


def _show(x: float, y: float, size: float, text: str) -> bytes:
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, _escaped(text))


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out + trailer % (len(objects) + 1, len(objects), table))


def locked(data: bytes, password: str) -> bytes:
    """A PDF encrypted with RC4; an empty password opens anywhere."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def samples() -> Iterator[Sample]:
    """PDFs, then Word documents."""
    yield from _pdfs()
    yield from _long_pdfs()
    yield from _broken_pdfs()
    yield from _words()
    yield from _changed_words()
    yield from _broken_words()


def _pdfs() -> Iterator[Sample]:
    whole = Want({"source": "Port Authority", "keywords": ("bridge", "harbour")}, paragraphs=(HEADLINE, *BODY))
    yield Sample("gaps.pdf", pdf(page(BODY)), (whole,))
    yield Sample("no-suffix", pdf(page(BODY)), (whole,))
    yield Sample("plain-stream.pdf", pdf(page(BODY), squeeze=False), (whole,))
    yield Sample("indents.pdf", pdf(page(BODY, gap=12.0, indent=14.0)), (whole,))
    yield Sample("narrow.pdf", pdf(page(BODY, width=38)), (whole,))
    titled = Want({"headline": HEADLINE}, paragraphs=(HEADLINE, *BODY), zones=("headline", "paragraph"))
    yield Sample("title.pdf", pdf(page(BODY), title=HEADLINE), (titled,))
    yield Sample("title-of-template.pdf", pdf(page(BODY), title="Microsoft Word - draft7"), (Want({"headline": None}),))
    twice = page(BODY)
    yield Sample("bold-twice.pdf", pdf([*twice[:1], *twice]), (whole,))
    rotated = "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT) Tj ET\n"
    yield Sample("watermark.pdf", pdf(page(BODY), more=rotated), (Want(lacks=("DRAFT",), has=BODY),))
    ligatures = page(["The of\ufb01ce con\ufb01rmed it.".replace("\ufb01", "fi")])
    yield Sample("one-line.pdf", pdf(ligatures), (Want(has=("The office confirmed it.",)),))
    bullets = page(["Facts about the bridge are these:", "• Opened in 1961", "• Closed in March"], gap=12.0)
    yield Sample("bullets.pdf", pdf(bullets), (Want(has=("these:\n\n• Opened in 1961\n\n• Closed in March",)),))
    compound = page(["The Anglo-Saxon-built cross-border bridge is a cross-"], gap=12.0)
    compound.append((72.0, 718.0, 10.0, "border bridge, they said."))
    yield Sample("kept-hyphen.pdf", pdf(compound), (Want(has=("is a cross-border bridge",)),))
    columns = [*page(BODY[:2], width=30, headline=""), *page(BODY[2:], width=30, x=320.0, headline="")]
    yield Sample("columns.pdf", pdf(columns), (Want(paragraphs=BODY),))
    yield Sample("empty-password.pdf", locked(pdf(page(BODY)), ""), (whole,))


def _long_pdfs() -> Iterator[Sample]:
    def numbered(n: int) -> list[Placed]:
        text = f"On day {n} of the works the ministry said that the bridge would stay shut for another week at least."
        head = "" if n > 1 else HEADLINE
        return page([text], headline=head, top="Port Authority — Press release", foot=f"Page {n} of 4")

    want = Want(has=("On day 1", "On day 4"), lacks=("Press release", "Page 2", "of 4"))
    yield Sample("running-heads.pdf", pdf(*(numbered(n) for n in range(1, 5))), (want,))
    numbers = [page([f"{SECOND} It was day {n}."], headline="", foot=str(n)) for n in (1, 2, 3)]
    yield Sample("page-numbers.pdf", pdf(*numbers), (Want(has=("It was day 2.",), lacks=("\n\n2\n\n",)),))
    half = len(wrapped(FIRST)) // 2
    lines = wrapped(FIRST)
    first = [(72.0, 760.0 - 12 * n, 10.0, line) for n, line in enumerate(lines[:half])]
    second = [(72.0, 760.0 - 12 * n, 10.0, line) for n, line in enumerate(lines[half:])]
    yield Sample("over-the-page.pdf", pdf(first, second), (Want(paragraphs=(FIRST,)),))


def _broken_pdfs() -> Iterator[Sample]:
    yield bad("locked.pdf", locked(pdf(page(BODY)), "secret"), "a PDF with a password")
    picture = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([])))
    resources = picture.pages[0]["/Resources"]
    assert isinstance(resources, pypdf.generic.DictionaryObject)
    image = pypdf.generic.StreamObject()
    image[pypdf.generic.NameObject("/Subtype")] = pypdf.generic.NameObject("/Image")
    objects = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/Im0"): image})
    resources[pypdf.generic.NameObject("/XObject")] = objects
    out = io.BytesIO()
    picture.write(out)
    yield bad("scan.pdf", out.getvalue(), "make it readable with OCR")
    yield bad("blank.pdf", pdf([]), "a PDF without text")
    yield bad("cut.pdf", b"%PDF-1.4\n1 0 obj\n<<", "a broken PDF")
    yield bad("only-magic.pdf", b"%PDF-", "a broken PDF")


# -- Word -------------------------------------------------------------------------------------------------------------


def word(make: Callable[[docx.document.Document], None] | None = None) -> bytes:
    """A Word document with headline and text, and what `make` adds."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.keywords = HEADLINE, "Ada Quill", "bridge; harbour"
    properties.modified = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
    document.add_heading(HEADLINE, 0)
    for text in BODY:
        document.add_paragraph(text)
    if make is not None:
        make(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def patched(data: bytes, part: str, old: str, new: str) -> bytes:
    """A Word document with a string of one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(
                info.filename, content.replace(old.encode(), new.encode()) if info.filename == part else content
            )
    return out.getvalue()


def _words() -> Iterator[Sample]:
    whole = Want(
        {
            "headline": HEADLINE,
            "source": "Ada Quill",
            "keywords": ("bridge", "harbour"),
            "updated": "2026-11-24T09:15:00+00:00",
        },
        paragraphs=(HEADLINE, *BODY),
        zones=("headline", "paragraph"),
    )
    yield Sample("plain.docx", word(), (whole,))
    yield Sample("word-no-suffix", word(), (whole,))

    def rich(document: docx.document.Document) -> None:
        document.add_heading("Second closure", 2)
        document.add_paragraph("Opened in 1961", style="List Bullet")
        document.add_paragraph("Closed in March", style="List Number")
        table = document.add_table(2, 2)
        for cell, text in zip(
            (*table.rows[0].cells, *table.rows[1].cells), ("2024", "38,000", "2025", "41,000"), strict=True
        ):
            cell.text = text
        document.add_paragraph("One line\nand another\twith a tab")

    parts = (
        "Second closure", "• Opened in 1961", "• Closed in March", "2024 | 38,000", "2025 | 41,000",
        "One line\nand another with a tab",
    )  # fmt: skip
    yield Sample("rich.docx", word(rich), (Want(has=("\n\n".join(parts),)),))
    untitled = patched(word(), "docProps/core.xml", HEADLINE, "Template")
    yield Sample("template-title.docx", untitled, (Want({"headline": HEADLINE}),))
    plain = patched(untitled, "word/document.xml", '<w:pStyle w:val="Title"/>', "")
    yield Sample("no-title.docx", plain, (Want({"headline": None}, has=(HEADLINE,)),))


def _changed_words() -> Iterator[Sample]:
    attribution = "said Karim Osei"
    start, end = "</w:t></w:r>", '<w:r><w:t xml:space="preserve">'
    change = (
        f'{start}<w:ins w:id="1" w:author="x"><w:r><w:t>insisted</w:t></w:r></w:ins>'
        f'<w:del w:id="2" w:author="x"><w:r><w:delText>said</w:delText></w:r></w:del>{end} Karim Osei'
    )
    tracked = patched(word(), "word/document.xml", attribution, change)
    want = Want(has=("insisted Karim Osei",), lacks=("said Karim",), warns=("tracked changes: read as accepted",))
    yield Sample("tracked.docx", tracked, (want,))
    moved = (
        f'{start}<w:moveFrom w:id="3"><w:r><w:t>gone</w:t></w:r></w:moveFrom>'
        f'<w:moveTo w:id="4"><w:r><w:t>arrived, said</w:t></w:r></w:moveTo>{end} Karim Osei'
    )
    yield Sample(
        "moved.docx",
        patched(word(), "word/document.xml", attribution, moved),
        (Want(has=("arrived, said Karim",), lacks=("gone",)),),
    )
    link = f'{start}<w:hyperlink w:anchor="x"><w:r><w:t>said</w:t></w:r></w:hyperlink>{end} Karim Osei'
    yield Sample("hyperlink.docx", patched(word(), "word/document.xml", attribution, link), (Want(has=(BODY[2],)),))
    note = f'said</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>{end} Karim Osei'
    yield Sample(
        "footnote.docx",
        patched(word(), "word/document.xml", attribution, note),
        (Want(has=(BODY[2],), warns=("1 footnote left out",)),),
    )
    inner = "<w:txbxContent><w:p><w:r><w:t>BOX</w:t></w:r></w:p></w:txbxContent>"
    box = f"{start}<w:r><w:pict>{inner}</w:pict></w:r>{end}said Karim Osei"
    yield Sample(
        "text-box.docx", patched(word(), "word/document.xml", attribution, box), (Want(has=(BODY[2],), lacks=("BOX",)),)
    )


def _broken_words() -> Iterator[Sample]:
    whole = word()
    yield bad("cut.docx", whole[: len(whole) // 2], "a broken ZIP")
    yield bad("broken-xml.docx", patched(whole, "word/document.xml", "</w:body>", ""), "a broken DOCX")
    entity = patched(whole, "word/document.xml", "<w:document ", '<!DOCTYPE x [<!ENTITY a "b">]><w:document ')
    yield bad("entity.docx", entity, "entities: refused")
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bomb.bin", b"\0" * 3_000_000)
    yield bad("bomb.docx", out.getvalue(), "expands more than 200 times")
    empty = io.BytesIO()
    docx.Document().save(empty)
    yield bad("blank.docx", empty.getvalue(), "no text in it")
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    yield bad("sheet.xlsx", sheet.getvalue(), "an Office file that is not read")
    yield bad("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "an old Office file")
    yield Sample("letter.rtf", b"{\\rtf1\\ansi Hello\\par World}", (Want(paragraphs=("Hello", "World")),))
