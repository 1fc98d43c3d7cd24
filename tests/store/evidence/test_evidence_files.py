"""Files of other formats as evidence: pages of a PDF, speakers in a Word document, mails."""

from __future__ import annotations

import io
from collections.abc import Iterator
from email.message import EmailMessage

import docx
import pytest

from store.evidence.evidence_files import read_as_evidence
from store.evidence.evidence_text import place_in_words
from store.evidence.verdicts import Prover
from store.processes.parser import Sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox()
    yield made
    made.close()


def pdf(*pages: str) -> bytes:
    """A PDF with these lines on its pages, 14 points apart."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for page in pages:
        rows = " ".join(f"({line}) Tj 0 -14 Td" for line in page.split("\n"))
        stream = f"BT /F1 11 Tf 72 720 Td {rows} ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids).encode()
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    data, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(data))
    )


def test_a_place_in_a_pdf_has_its_page(sandbox: Sandbox) -> None:
    data = pdf(
        "The council met on Monday in Vesthavn.\nIt talked about the harbour for three hours.",
        "The ferry leaks in every storm, the\nminutes say, and nobody repairs it.",
        "The meeting ended at nine in the evening.",
    )
    evidence = read_as_evidence("minutes.pdf", data, sandbox)
    for words, page in (("talked about the harbour", 1), ("leaks in every storm", 2), ("ended at nine", 3)):
        verdict = Prover([evidence]).prove(words)
        assert verdict.place is not None, evidence.text
        assert (verdict.kind, verdict.place.page) == ("verbatim", page)
        assert place_in_words(verdict.place).startswith(f"page {page}, line ")


def test_speakers_in_a_word_document(sandbox: Sandbox) -> None:
    document, file = docx.Document(), io.BytesIO()
    for line in ("Hearing", "Kari Lund: We will go to the harbour.", "Per Dahl: The ferry leaks in every storm."):
        document.add_paragraph(line)
    document.save(file)
    evidence = read_as_evidence("hearing.docx", file.getvalue(), sandbox)
    prover = Prover([evidence])
    assert prover.prove("The ferry leaks in every storm", ["Per Dahl"]).kind == "verbatim"
    assert prover.prove("The ferry leaks in every storm", ["Kari Lund"]).kind == "misattributed"


def test_a_mail(sandbox: Sandbox) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "press@a.example", "desk@b.example", "Our answer"
    mail.set_content("Dear desk,\n\nthe ferry leaks in every storm, and we know it.\n")
    evidence = read_as_evidence("answer.eml", mail.as_bytes(), sandbox)
    assert Prover([evidence]).prove("the ferry leaks in every storm").kind == "verbatim"
