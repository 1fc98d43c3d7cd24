"""Findings as JSON, SARIF and JUnit: whole, well-formed, and in the right place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import defusedxml.ElementTree as ElementTree
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.span import Span
from store.articles.entry import Entry
from store.check.findings import RULES, Finding, Lines, Place
from store.check.report_formats import CheckedArticle, junit, to_dict
from store.check.rulebook import Rulebook
from store.check.sarif import sarif

SCHEMA = json.loads((Path(__file__).parent / "sarif.schema.json").read_text(encoding="utf-8"))
TEXT = "Céline 🦊 said\nso. Then\n"


def checked(*findings: Finding, key: str = "story-1", location: str = "/a b/é.txt", title: str = "T") -> CheckedArticle:
    entry = Entry(key, "story.txt", location, title, "2026-01-01T00:00:00Z", "ab" * 32)
    lines = Lines(TEXT)
    return CheckedArticle(entry, findings, [lines.place(each.span) if each.span else None for each in findings])


OPEN = Finding("fact-check-open", "error", "story-1", "not checked", Span(7, 18), "uid-1")
WHOLE = Finding("follow-up-open", "note", "story-1", "not done")


def test_lines_and_columns_count_code_points_from_one() -> None:
    lines = Lines(TEXT)
    assert lines.place(Span(7, 8)) == Place(1, 8, 1, 9)
    assert lines.place(Span(7, 18)) == Place(1, 8, 2, 5)
    assert lines.place(Span(0, 0)) == Place(1, 1, 1, 1)
    assert lines.place(Span(len(TEXT), len(TEXT))) == Place(3, 1, 3, 1)


@settings(max_examples=100, deadline=None)
@given(st.text("ab\n\r\u2028", max_size=30), st.data())
def test_a_place_leads_back_to_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = Lines(text).place(Span(start, end))
    rows = text.split("\n")
    before = sum(len(row) + 1 for row in rows[: place.line - 1]) + place.column - 1
    after = sum(len(row) + 1 for row in rows[: place.end_line - 1]) + place.end_column - 1
    assert (before, after) == (start, end)


def test_json() -> None:
    (row, whole) = to_dict(checked(OPEN, WHOLE))
    assert row["span"] == {"line": 1, "column": 8, "end_line": 2, "end_column": 5, "start": 7, "end": 18}
    assert (row["rule"], row["note"], row["article"], whole["span"]) == ("fact-check-open", "uid-1", "story-1", None)


def test_sarif() -> None:
    rules = Rulebook({"fact-check-open": "error", "follow-up-open": "note"})
    page = checked(key="page-2", location="https://example.org/a b?x=1#y")
    log = sarif([checked(OPEN, WHOLE), page, checked(key="stdin-3", location="-")], rules, "1.2.3")
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(log)))
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["fact-check-open", "follow-up-open"]
    assert [each["location"]["uri"] for each in run["artifacts"]] == [
        "file:///a%20b/%C3%A9.txt", "https://example.org/a%20b?x=1#y", "copydesk:stdin-3",
    ]  # fmt: skip
    first, second = run["results"]
    assert first["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1, "startColumn": 8, "endLine": 2, "endColumn": 5, "charOffset": 7, "charLength": 11,
    }  # fmt: skip
    assert run["tool"]["driver"]["rules"][second["ruleIndex"]]["id"] == second["ruleId"] == "follow-up-open"
    assert "region" not in second["locations"][0]["physicalLocation"]
    assert first["partialFingerprints"] != second["partialFingerprints"]


def test_junit() -> None:
    rules = Rulebook({"fact-check-open": "error", "follow-up-open": "note", "embargo": "error"})
    two = Finding("fact-check-open", "error", "story-1", "not checked either", Span(0, 6))
    root = ElementTree.fromstring(junit([checked(OPEN, two, WHOLE), checked(key="fine")], rules, "1.2.3").encode())
    assert (root.tag, root.get("tests"), root.get("failures")) == ("testsuites", "6", "1")
    suites = [suite.findall("testcase") for suite in root]
    first, second = suites
    assert [suite.get("failures") for suite in root] == ["1", "0"]
    assert [suite.get("file") for suite in root] == ["/a b/é.txt", "/a b/é.txt"]
    assert [each.get("value") for each in root.iter("property")] == ["1.2.3", "1.2.3"]
    assert (first[0].get("file"), first[0].get("line"), first[1].get("line")) == ("/a b/é.txt", "1", None)
    assert [case.get("name") for case in first] == ["fact-check-open", "follow-up-open", "embargo"]
    failure = first[0][0]
    assert (failure.tag, failure.get("type"), failure.text) == (
        "failure", "error", "/a b/é.txt:1:8: not checked\n/a b/é.txt:1:1: not checked either",
    )  # fmt: skip
    assert (first[1][0].tag, first[1][0].text, len(first[2])) == ("system-out", "/a b/é.txt: not done", 0)
    assert all(len(case) == 0 and case.get("classname") == "fine" for case in second)


ANY = st.text(st.characters(exclude_categories=()), max_size=30)


@settings(max_examples=60, deadline=None)
@given(ANY, ANY, ANY)
def test_no_text_breaks_a_report(title: str, message: str, location: str) -> None:
    rule = RULES[0]
    each = checked(Finding(rule.id, "error", "k", f"a{message}", Span(0, 3)), title=f"t{title}", location=location)
    root = ElementTree.fromstring(junit([each], Rulebook(), "1.2.3").encode("utf-8"))
    assert len(root[0].findall("testcase")) == len(Rulebook().severities)
    log = json.loads(json.dumps(sarif([each], Rulebook(), "1.2.3")))
    jsonschema.Draft202012Validator(SCHEMA).validate(log)
    shown = log["runs"][0]["results"][0]["message"]["text"]
    assert not re.search(r"\]\(|(?<!\{)(?:\{\{)*\{\d+\}(?!\})", shown), "neither a link nor a placeholder"
    assert shown.replace("{{", "{").replace("}}", "}").replace("] (", "](") == f"a{message}".replace("] (", "](")


def test_a_file_below_the_working_directory_is_named_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two checkouts of one repository give the same names, which is what a code host matches with its files."""
    reports = []
    for checkout in (tmp_path / "one", tmp_path / "an other"):
        checkout.mkdir()
        monkeypatch.chdir(checkout)
        each = checked(OPEN, location=f"{checkout}/news/a b.txt")
        (run,) = sarif([each], Rulebook(), "1.2.3")["runs"]
        place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["originalUriBaseIds"][place["uriBaseId"]]["uri"] == checkout.as_uri() + "/"
        assert run["tool"]["driver"]["version"] == "1.2.3"
        reports.append((place["uri"], junit([each], Rulebook(), "1.2.3")))
    assert reports[0] == reports[1]
    assert reports[0][0] == "news/a%20b.txt"
    assert 'file="news/a b.txt" line="1"' in reports[0][1]


def test_a_message_of_sarif_has_no_placeholders() -> None:
    each = checked(Finding("embargo", "error", "k", "{0} and [a](http://x) {"), title="{1}")
    (run,) = sarif([each], Rulebook(), "1.2.3")["runs"]
    assert run["results"][0]["message"]["text"] == "{{0}} and [a] (http://x) {{"
    assert run["artifacts"][0]["location"]["description"]["text"] == "{{1}}"
    assert run["artifacts"][0]["properties"]["textSha256"] == each.entry.version
