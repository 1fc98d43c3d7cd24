"""Bibliographies: what the formats' own rules demand, and every title back from a real reader."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import Any

import pytest
import rispy
from bibtexparser import middlewares
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.types import Meta
from store.articles.entry import Entry
from store.export.source import ExportedArticle
from store.interchange.bibliographies import bibtex, csl_json, ris
from store.interchange.references import Name, Reference, authors, date_parts, reference, web_address
from store.model.wire import Wire

BERG = Reference(
    "us-china-russia-1a2b3c4d", "Tests & “trials” {of} 50% #1 a_b $5 \\ ~ ^ <b>x</b>",
    (Name("van den Berg", "Lars"), Name("Reuters, Inc")), "NTB", (2024, 4, 13), (2026, 11, 24),
    "https://example.org/a_b?x=1&y=%20#z~", "en",
)  # fmt: skip

titles = st.text(st.sampled_from("ab{}\\$&#%_~^`'\"-,?!<>/@=i é–“”中 "), min_size=1, max_size=24).map(
    lambda text: " ".join(text.split()) or "x"
)
references = st.builds(
    Reference,
    st.from_regex(r"[a-z]{1,8}-[0-9a-f]{8}", fullmatch=True),
    titles,
    st.lists(st.builds(Name, titles, st.none() | titles), max_size=3).map(tuple),
    st.none() | titles,
    st.sampled_from([(), (2024,), (2024, 4), (2024, 4, 13)]),
    st.sampled_from([(), (2026, 11, 24)]),
    st.none() | titles.map(lambda text: web_address(f"https://example.org/{text}")),
    st.sampled_from([None, "en", "nb", "zh"]),
)


def source(byline: str | None = None, wire: Wire | None = None, location: str = "/a.txt") -> ExportedArticle:
    added = "2026-11-24T09:00:00Z"
    published = "2024-04-13T05:03:06"
    entry = Entry("k-1a2b3c4d", "a.txt", location, "T", added, "0" * 64, published=published, wire=wire)
    meta = Meta(byline=byline, agency="NTB", url="https://example.org/a b")
    return ExportedArticle(entry, (), entry.added, text=lambda: "", article=lambda: None, meta=lambda: meta)


def test_a_reference_is_what_is_known_of_an_article() -> None:
    assert reference(source("By Jane Doe, NTB")) == Reference(
        "k-1a2b3c4d", "T", (Name("Doe", "Jane"),), "NTB", (2024, 4, 13), (2026, 11, 24), "https://example.org/a%20b"
    )
    wired = reference(source("By Jane Doe", Wire(byline="Ola Li", source="AP\x1b[0m", language="nb", url="ftp://x/")))
    assert wired.authors == (Name("Li", "Ola"),)
    assert (wired.publication, wired.language) == ("AP[0m", "nb")
    assert reference(source(location="HTTP://e.org/{x}")).url == "HTTP://e.org/%7Bx%7D"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jane Doe and Lars van den Berg, NTB", [("Doe", "Jane"), ("van den Berg", "Lars")]),
        ("Text: Jane Doe / Ola Li", [("Doe", "Jane"), ("Li", "Ola")]),
        ("By Jane Doe, chief correspondent in Oslo", [("Doe", "Jane")]),
        ("Jane Doe in Washington", [("Doe", "Jane")]),
        ("By Reuters Staff", [("Reuters Staff", None)]),
        ("NTB", [("NTB", None)]),
        ("Madonna", [("Madonna", None)]),
        ("By", [("By", None)]),
        ("", []),
        ("  \x00 ", []),
    ],
)
def test_authors_are_found_in_a_byline(byline: str, names: list[tuple[str, str | None]]) -> None:
    assert [(name.family, name.given) for name in authors(byline, "NTB")] == names


def test_dates_are_as_long_as_they_are_known() -> None:
    assert date_parts("2024-04-13T05:03:06Z") == (2024, 4, 13)
    assert date_parts("2024-04") == (2024, 4)
    assert date_parts("2024-13-01") == (2024,)
    assert date_parts("13 April") == date_parts(None) == ()


def test_csl_json_is_what_its_schema_says() -> None:
    [item] = json.loads("".join(csl_json([BERG])))
    assert item == {
        "id": BERG.key, "type": "article-newspaper", "title": BERG.title.replace("<b>x</b>", "‹b›x‹/b›"),
        "author": [{"family": "van den Berg", "given": "Lars"}, {"literal": "Reuters, Inc"}],
        "container-title": "NTB", "issued": {"date-parts": [[2024, 4, 13]]},
        "accessed": {"date-parts": [[2026, 11, 24]]}, "URL": BERG.url, "language": "en",
    }  # fmt: skip
    assert "".join(csl_json([])) == "[]\n"
    assert len(json.loads("".join(csl_json([BERG, BERG])))) == 2


@settings(max_examples=80, deadline=None)
@given(st.lists(references, max_size=3))
def test_csl_json_comes_back(some: list[Reference]) -> None:
    text = "".join(csl_json(some))
    assert text.isascii()
    for item, one in zip(json.loads(text), some, strict=True):
        assert item["id"] == one.key
        assert item["title"].replace("‹", "<").replace("›", ">") == one.title
        assert not re.search(r"</?(i|b)\b[^<>]*>", item["title"])


@settings(max_examples=100, deadline=None)
@given(st.lists(references, max_size=3))
def test_bibtex_entries_are_balanced_and_hold_what_they_should(some: list[Reference]) -> None:
    entries = list(parse_bibtex("".join(bibtex(some))))
    assert [key for _kind, key, _fields in entries] == [one.key for one in some]
    for (kind, _key, fields), one in zip(entries, some, strict=True):
        assert kind == ("article" if one.publication else "misc")
        assert untex(fields["title"]) == one.title
        assert untex(fields.get("journal", "")) == (one.publication or "")
        assert fields.get("url") == one.url
        assert fields.get("year") == (str(one.published[0]) if one.published else None)


def parse_bibtex(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """The entries, read as BibTeX reads them: by counting braces, escaped or not."""
    entries = []
    at = 0
    while match := re.compile(r"\s*@(\w+)\{([^,\s]+),\n").match(text, at):
        fields: dict[str, str] = {}
        at = match.end()
        while field := re.compile(r"  (\w+) = \{").match(text, at):
            depth, at = 1, field.end()
            start = at
            while depth:
                depth += (text[at] == "{") - (text[at] == "}")
                at += 1
            fields[field[1]] = text[start : at - 1]
            assert text[at : at + 2] == ",\n"
            at += 2
        assert text[at : at + 2] == "}\n"
        at += 2
        entries.append((match[1], match[2], fields))
    assert not text[at:].strip()
    return entries


WHOLE = str.maketrans("｛｝", "{}")
"""A brace without its partner is a full-width one in BibTeX."""


def untex(value: str) -> str:
    """What TeX would show of a field: its commands and escapes undone."""
    words = {
        "textbackslash": "\\", "textless": "<", "textgreater": ">", "textasciicircum": "^", "textasciitilde": "~",
    }  # fmt: skip
    if value.startswith("{") and value.endswith("}"):
        value = value[1:-1]
    shown = re.sub(
        r"\\([a-z]+)\{\}|\\(`)\{\}|\\([${}&#_%])|\{\}",
        lambda m: words[m[1]] if m[1] else m[2] or m[3] or "",
        value,
    )
    assert not re.search(r"--|''|,,|[?!]`", value.replace(r"\`{}", "x"))
    return shown.translate(WHOLE)


TITLES = [
    BERG.title, "A -- B --- C", "Who? ``said'' it!", "{balanced} {{x}}", "50 % of #1 & “more”", "<i>it</i> \\al x_1^2",
    "Café – 北京 ´", "~tilde~ $5 $6", "and, or", "a @b @article(x, y", "C:\\temp\\new",
    "a } b", "{a", "}{", "{a} b {c", "\\{ \\}}",
]  # fmt: skip


def test_pandoc_reads_every_title_from_bibtex_and_csl_json() -> None:
    if shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    some = [Reference(f"k{i}-0", title, (Name("Doe", "Jane"),), "AP & Co") for i, title in enumerate(TITLES)]
    for kind, text in (("biblatex", "".join(bibtex(some))), ("csljson", "".join(csl_json(some)))):
        for item, one in zip(pandoc(kind, text), some, strict=True):
            assert item["id"] == one.key
            assert item["type"] == "article-newspaper"
            assert same(item["title"], one.title)
            assert item["container-title"] == "AP & Co"
            assert item["author"] == [{"family": "Doe", "given": "Jane"}]


def pandoc(kind: str, text: str) -> list[dict[str, Any]]:
    done = subprocess.run(["pandoc", "-f", kind, "-t", "csljson"], input=text.encode(), capture_output=True, check=True)
    assert not done.stderr
    items: list[dict[str, Any]] = json.loads(done.stdout)
    return items


def same(one: str, other: str) -> bool:
    """Whether two titles are the same but for what smart punctuation and CSL's markup make of them."""
    plain = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‹": "<", "›": ">"})
    one = re.sub(r"</?span[^>]*>", "", one)
    return one.translate(plain).translate(WHOLE).replace("\u00a0", " ") == other.translate(plain)


@settings(max_examples=60, deadline=None)
@given(st.lists(references, max_size=3, unique_by=lambda one: one.key))
def test_bibtexparser_reads_every_title(some: list[Reference]) -> None:
    text = "".join(bibtex(some))
    read = parse_string(text, append_middleware=[middlewares.LatexDecodingMiddleware()])
    assert not read.failed_blocks
    for entry, one in zip(read.entries, some, strict=True):
        assert entry.key == one.key
        if not re.search(r"[<>^`]", one.title):  # pylatexenc knows no command for these
            assert entry["title"].translate(WHOLE) == one.title
    for entry, one in zip(parse_string(text).entries, some, strict=True):
        assert {field.key: field.value for field in entry.fields}.get("url") == one.url


def test_bibtexparser_takes_names_apart_as_we_put_them_together() -> None:
    names = [
        Name("Doe", "Jane"), Name("van den Berg", "Lars"), Name("O'Neil-Å", "A. B."), Name("AP & Co, and {x"),
        Name("Sons and Daughters", "C, D"), Name("NTB"),
    ]  # fmt: skip
    middleware = [middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()]
    [entry] = parse_string("".join(bibtex([Reference("k-1", "T", tuple(names))])), append_middleware=middleware).entries
    assert [(part.von, part.last, part.first) for part in entry["author"]] == [
        ([], ["Doe"], ["Jane"]),
        (["van", "den"], ["Berg"], ["Lars"]),
        ([], ["O'Neil-Å"], ["A.", "B."]),
        ([], [r"{AP \& Co, and ｛x}"], []),
        ([], ["{Sons and Daughters}"], ["{C, D}"]),
        ([], ["{NTB}"], []),
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(references, max_size=3))
def test_rispy_reads_what_was_written(some: list[Reference]) -> None:
    read = rispy.loads("".join(ris(some)))
    for record, one in zip(read, some, strict=True):
        assert (record["type_of_reference"], record["id"], record["title"]) == ("NEWS", one.key, one.title)
        assert record.get("secondary_title") == one.publication
        assert record.get("urls", []) == ([one.url] if one.url else [])
        assert len(record.get("authors", [])) == len(one.authors)
        assert record.get("language") == one.language
        assert record.get("year") == (str(one.published[0]) if one.published else None)


@settings(max_examples=80, deadline=None)
@given(st.lists(references, max_size=3))
def test_ris_records_are_lines_of_tag_and_value(some: list[Reference]) -> None:
    text = "".join(ris(some))
    records: list[list[tuple[str, str]]] = [[]]
    for line in text.split("\r\n")[:-1]:
        assert re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line)
        records[-1].append((line[:2], line[6:]))
        if line == "ER  - ":
            records.append([])
    assert records.pop() == []
    for record, one in zip(records, some, strict=True):
        assert record[0] == ("TY", "NEWS")
        assert record[-1] == ("ER", "")
        assert dict(record)["TI"] == one.title
        assert dict(record)["ID"] == one.key
        assert sum(tag == "AU" for tag, _ in record) == len(one.authors)


def test_a_ris_record_whole() -> None:
    assert "".join(ris([BERG])).split("\r\n")[3:] == [
        "AU  - van den Berg, Lars", "AU  - Reuters Inc", "T2  - NTB", "PY  - 2024", "DA  - 2024/04/13/",
        "Y2  - 2026/11/24/", f"UR  - {BERG.url}", "LA  - en", "ER  - ", "",
    ]  # fmt: skip
