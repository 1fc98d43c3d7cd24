"""Makes small files of formats that are packages: DOCX, ODT, PDF, tar, WARC."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
    'wordprocessingShape" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def paragraph(text: str) -> str:
    """A paragraph of Word; markup stays markup."""
    return text if text.startswith("<w:") else f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def text_box(text: str, *, twice: bool = False) -> str:
    """A paragraph with a text box, as VML; `twice` as Word writes it for new and old programs."""
    box = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    new = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    )
    run = f"{new}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>" if twice else old
    return f"<w:p><w:r>{run}</w:r></w:p>"


def header_part(name: str, text: str) -> dict[str, str]:
    """A header or footer of a Word document, for `docx`."""
    tag = "w:hdr" if name.startswith("header") else "w:ftr"
    return {f"word/{name}": f"<{tag} {_NAMES}>{paragraph(text)}</{tag}>"}


def comments(*entries: tuple[str, str]) -> dict[str, str]:
    """The comments of a Word document, each by whom and what, for `docx`."""
    rows = "".join(
        f'<w:comment w:id="{n}" w:author="{escape(by)}">{paragraph(text)}</w:comment>'
        for n, (by, text) in enumerate(entries)
    )
    return {"word/comments.xml": f"<w:comments {_NAMES}>{rows}</w:comments>"}


def docx(paragraphs: Sequence[str], parts: Mapping[str, str] | None = None, *, strict: bool = False) -> bytes:
    """A Word document of paragraphs and further parts."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = "".join(map(paragraph, paragraphs))
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    held = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kinds}.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        **(parts or {}),
    }
    if strict:
        strict_office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        held = {name: text.replace(_W, _STRICT).replace(office, strict_office) for name, text in held.items()}
    return zipped(held)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP; a file called `mimetype` is stored first and plain, as ODF has it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def odt(body: str, meta: str = "") -> bytes:
    """A text of OpenDocument: the markup of its body and of its properties."""
    names = f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:table="{_ODF}:table:1.0"'
    more = f'xmlns:meta="{_ODF}:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {names} {more}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {names} {more}><office:meta>{meta}</office:meta></office:document-meta>",
    })  # fmt: skip


def tarred(files: Mapping[str, str | bytes], mode: str = "w") -> bytes:
    """A tar; `mode` as `tarfile.open` has it, such as "w:gz"."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, text in files.items():
            data = text.encode() if isinstance(text, str) else text
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def record(kind: str, url: str, content: bytes, content_type: str, version: str = "1.1") -> bytes:
    """A record of a web archive."""
    head = (
        f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0000-{abs(hash((kind, url)))}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2027-05-03T09:00:00Z\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def answer(
    page: str, url: str, headers: str = "Content-Type: text/html; charset=utf-8", status: str = "200 OK"
) -> bytes:
    """A record of a page as a server answered it."""
    content = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + page.encode()
    return record("response", url, content, "application/http; msgtype=response")


def gzipped(*records: bytes) -> bytes:
    """Records compressed one by one, as `.warc.gz` has them."""
    return b"".join(map(gzip.compress, records))


def pdf(lines: Sequence[Sequence[tuple[float, float, str]]]) -> bytes:
    """A PDF of one page in Helvetica 11: every line is pieces of text (x, y, words), each placed by itself."""
    shown = "".join(f"BT /F1 11 Tf {x} {y} Td ({text}) Tj ET\n" for line in lines for x, y, text in line).encode(
        "latin-1"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]  # fmt: skip
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
