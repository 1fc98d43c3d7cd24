"""Office files, archives, PDF and plain text."""

# ruff: noqa: E501 - a paragraph is a line here

from __future__ import annotations

from tests.store.formats.corpus.kinds.examples import Example, example
from tests.store.formats.corpus.kinds.packages import comments, docx, odt, pdf, tarred
from tests.store.formats.corpus.kinds.wire_kinds import HEAD, P1, P2, g2, nitf

_COMMENTS, _STRICT, _RTF, _ODT, _TAR, _WORDS, _CELLS, _WRAPPED = (
    "docx-comments.docx", "docx-strict.docx", "release.rtf", "release.odt", "stories.tar", "pdf-words-placed-gap-1.6.pdf",
    "pdf-table-cells.pdf", "text-hard-wrapped.txt",
)  # fmt: skip
_RTF_HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\colortbl;\red0\green0\blue0;}{\*\generator X;}{\info{\title Secret title}{\author efalk}}"
_CELL = r"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Ships</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
_ROW = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
_MAIL = "From: A <a@a.example>\nSubject: Roof\nDate: Mon, 3 May 2027 10:00:00 +0200\nMessage-ID: <7@a.example>\nMIME-Version: 1.0\nContent-Type: text/plain\n\nThe roof is new.\n"
_PDF_SENTENCE = "The reading room of Holm has a new roof."


def _spread(gap: float, x: float = 72.0, y: float = 720.0, size: float = 11.0) -> list[tuple[float, float, str]]:
    """The words of a sentence, each placed by itself, `gap` points apart."""
    placed = []
    for word in _PDF_SENTENCE.split():
        placed.append((round(x, 2), y, word))
        x += _width(word) * size / 1000 + gap
    return placed


_WIDTHS = {**dict.fromkeys("abdeghnopqu", 556), **dict.fromkeys("cksvxyz", 500), **dict.fromkeys("ijl", 222), "f": 278, "t": 278, "r": 333, "m": 833, "w": 722, ".": 278, "T": 611, "H": 722}  # fmt: skip


def _width(word: str) -> int:
    return sum(_WIDTHS[letter] for letter in word)


def _rows(rows: tuple[tuple[str, ...], ...], step: float) -> list[list[tuple[float, float, str]]]:
    return [
        [(72 + step * column, 720 - 18 * row, cell) for column, cell in enumerate(cells)]
        for row, cells in enumerate(rows)
    ]


_VOTES = (("Ward", "List A", "List B"), ("North", "1,204", "988"), ("South", "77", "2,310"))
_WRAP = (
    f"{HEAD}\n\nNORDNES (NN) - The last keeper of the Nordnes lighthouse handed over\nthe keys on Sunday, forty winters after she had come to the island.\n"
    "   “I came for one summer and nobody ever asked me to leave,” said\nSolveig Rand, who has three cats.\n"
)
EXAMPLES: tuple[Example, ...] = (
    *(
        example(_COMMENTS, ".docx", docx([HEAD, P1, P2], comments(*sentence)), warns=tuple(text for _by, text in sentence), lacks=tuple(text for _by, text in sentence), has=P1)
        for sentence in (
            (("Desk", "Call her again."),), (("Ole Vik", "Wer sagt das?"), ("Edda Falk", "She does, twice.")), (("", "Nicht vor Dienstag drucken"),),
            (("Legal", "May we print the price?"), ("Legal", "And the name?"), ("Desk", "Yes.")),
        )
    ),
    example(_COMMENTS, ".docx", docx([P1], comments(*(("Desk", f"Point number {n}") for n in range(12)))), warns=("Point number 0", "4 more comments")),
    example(_STRICT, ".docx", docx([HEAD, P1, P2], strict=True), has=(P1, P2)),
    example(_STRICT, ".docx", docx([HEAD, _CELL, P1], strict=True), has=("Year | Ships", P1)),
    example(_STRICT, ".docx", docx([HEAD, P1], comments(("Desk", "Check the year.")), strict=True), warns="Check the year.", has=P1),
    example(_RTF, ".rtf", _RTF_HEAD + rf"\pard {HEAD}\par\par {P1}\par \'93I came for one summer,\'94 said Solveig Rand.\par}}", has=(HEAD, P1, "“I came for one summer,” said Solveig Rand."), lacks=("Secret", "Arial", "\\par")),
    example(_RTF, ".rtf", _RTF_HEAD + r"\pard {\b Leuchtturm} schlie\u223?t f\'fcr immer\par {\field{\*\fldinst HYPERLINK https://x.example}{\fldrslt Mehr}} dazu.\par}", has=("Leuchtturm schließt für immer", "dazu."), lacks=("HYPERLINK", "fldinst")),
    example(_RTF, "", _RTF_HEAD + r"\pard EMBARGOED UNTIL 06:00 GMT 4 MAY 2099\par The roof is new.\par}", embargo="2099-05-04T06:00:00+00:00", has="The roof is new."),
    example(_RTF, ".rtf", _RTF_HEAD + r"\trowd\cellx2000\cellx4000 Year\cell Ships\cell\row\trowd\cellx2000\cellx4000 1987\cell 412\cell\row\pard The end.\par}", has=("Year", "Ships", "1987", "412", "The end.")),
    example(_ODT, ".odt", odt(f'<text:h text:outline-level="1">{HEAD}</text:h><text:p>{P1}</text:p><text:p>I <text:span>came</text:span><text:s/>here<text:tab/>once.</text:p>'), headline=HEAD, has=(P1, "I came here once.")),
    example(_ODT, ".odt", odt(f"<text:p>{P1}</text:p><text:list><text:list-item><text:p>One</text:p></text:list-item><text:list-item><text:p>Two</text:p></text:list-item></text:list><table:table>{_ROW.format('Year', 'Ships')}{_ROW.format('1987', '412')}</table:table>"), has=("• One\n\n• Two", "Year | Ships", "1987 | 412")),
    example(_ODT, "", odt(f"<text:p>Sperrfrist: 4. Mai 2099, 10 Uhr</text:p><text:p>{P1}<office:annotation><text:p>Check.</text:p></office:annotation></text:p>", "<dc:creator>Edda Falk</dc:creator><dc:date>2027-05-03T08:15:00</dc:date><dc:language>de-DE</dc:language>"), embargo="2099-05-04T10:00:00-12:00", has=P1, lacks="Check.", warns="comment"),
    example(_TAR, ".tar", tarred({"a.xml": g2(), "b/c.xml": nitf(), "b/d.jpg": b"\xff\xd8\xff\xe0" + b"\0" * 99}), count=2, has=P1, warns="no articles (d.jpg)"),
    example(_TAR, ".tgz", tarred({"a.txt": P1, "m.eml": _MAIL}, "w:gz"), count=2),
    example(_TAR, "", tarred({"x/../../evil.txt": "no", "a.txt": P1}), count=1, has=P1, warns="leads out"),
    example(_TAR, ".tar", tarred({f"{n}.xml": nitf(headline=f"<hedline><hl1>Story {n}</hl1></hedline>") for n in range(7)}), count=7, headline="Story 0"),
    example(_TAR, ".tar.gz", tarred({"a.txt": P1}, "w:gz"), count=1, has=P1),
    example(_WORDS, ".pdf", pdf([_spread(1.6)]), has=_PDF_SENTENCE),
    example(_WORDS, ".pdf", pdf([_spread(2.2)]), has=_PDF_SENTENCE),
    example(_WORDS, ".pdf", pdf([_spread(3.0)]), has=_PDF_SENTENCE),
    example(_WORDS, ".pdf", pdf([_spread(1.5), _spread(1.5, y=706)]), has=_PDF_SENTENCE),
    example(_CELLS, ".pdf", pdf(_rows(_VOTES, 120)), has=("Ward | List A | List B", "North | 1,204 | 988", "South | 77 | 2,310")),
    example(_CELLS, ".pdf", pdf(_rows((("Year", "Ships"), ("1987", "412"), ("2026", "9")), 200)), has=("Year | Ships", "1987 | 412", "2026 | 9")),
    example(_CELLS, ".pdf", pdf(_rows((("Vik", "2", "1", "0", "7"), ("Holm", "1", "1", "1", "4")), 70)), has=("Vik | 2 | 1 | 0 | 7", "Holm | 1 | 1 | 1 | 4")),
    example(_WRAPPED, ".txt", _WRAP, begins=_WRAP, quiet=True, embargo=None),
    example(_WRAPPED, ".txt", _WRAP.replace("\n", "\r\n"), has="handed over"),
    example(_WRAPPED, "", _WRAP.replace("   “", "\n“"), begins=HEAD, quiet=True),
    example(_WRAPPED, ".txt", "\ufeff" + _WRAP, begins=HEAD),
)  # fmt: skip
