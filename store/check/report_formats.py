"""Findings for other programs: JSON, and JUnit XML for build servers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from store.articles.entry import Entry
from store.check.findings import RULES, Finding, Place
from store.check.rulebook import Rulebook
from store.texts.escaping import for_xml, plain

SCHEMA = "copydesk.check/1"


@dataclass(frozen=True, slots=True)
class CheckedArticle:
    """An article with its findings; `places` has one entry for each finding, None for those without a span."""

    entry: Entry
    findings: Sequence[Finding]
    places: Sequence[Place | None]


def to_dict(checked: CheckedArticle) -> Iterator[dict[str, Any]]:
    """Each finding of an article ready for `json.dumps`: lines and columns from 1, offsets from 0, in code points."""
    for finding, place in zip(checked.findings, checked.places, strict=True):
        span = finding.span
        yield {
            "rule": finding.rule,
            "severity": finding.severity,
            "message": finding.message,
            "article": checked.entry.key,
            "title": checked.entry.title,
            "source": checked.entry.source,
            "version": checked.entry.version,
            "span": None
            if span is None or place is None
            else {**place._asdict(), "start": span.start, "end": span.end},
            "note": finding.note,
        }


def place_name(entry: Entry) -> str:
    """The location of an article, for people and build servers: its path from the working directory, or its address or
    key.
    """
    location = entry.location
    if not location.startswith("/"):
        return location if location.startswith(("http://", "https://")) else entry.key
    path = Path(location)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else location


def junit(checked: Iterable[CheckedArticle], rules: Rulebook, version: str) -> str:
    """JUnit XML: a suite for each article, a case for each enabled rule. A case fails if a finding is above a note.

    Suites and cases name the file, cases the line of their first finding; every finding is `FILE:LINE:COLUMN: message`.
    A rule whose findings are all notes passes and lists them. `version` is Copydesk's.

    The elements are those of https://github.com/testmoapp/junitxml, which build servers agree on.
    """
    suites: list[str] = []
    tests = failures = 0
    for each in checked:
        cases = list(_cases(each, rules))
        failed = sum("<failure" in case for case in cases)
        tests, failures = tests + len(cases), failures + failed
        name = f"name={_attribute(each.entry.title)} id={_attribute(each.entry.key)}"
        file = f"file={_attribute(place_name(each.entry))}"
        suites.append(f'<testsuite {name} {file} tests="{len(cases)}" failures="{failed}" errors="0" skipped="0">')
        suites.append(f'<properties><property name="copydesk" value={_attribute(version)}/></properties>')
        suites += [*cases, "</testsuite>"]
    head = f'<testsuites name="copydesk check" tests="{tests}" failures="{failures}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>", ""])


def _cases(checked: CheckedArticle, rules: Rulebook) -> Iterator[str]:
    for rule in RULES:
        if rule.id not in rules.severities:
            continue
        found = [
            (place, finding.message)
            for finding, place in zip(checked.findings, checked.places, strict=True)
            if finding.rule == rule.id
        ]
        file = place_name(checked.entry)
        lines = [
            f"{file}:{place.line}:{place.column}: {message}" if place else f"{file}: {message}"
            for place, message in found
        ]
        first = next((f' line="{place.line}"' for place, _message in found if place), "")
        case = f"<testcase classname={_attribute(checked.entry.key)} name={_attribute(rule.id)}"
        case += f" file={_attribute(file)}{first}"
        message = escape(for_xml("\n".join(lines)))
        if not lines:
            yield f"{case}/>"
        elif rules.severities[rule.id] == "note":
            yield f"{case}><system-out>{message}</system-out></testcase>"
        else:
            summary = f"{len(lines)} × {rule.title}" if len(lines) > 1 else lines[0]
            kind = _attribute(rules.severities[rule.id])
            yield f"{case}><failure message={_attribute(summary)} type={kind}>{message}</failure></testcase>"


def _attribute(text: str) -> str:
    return quoteattr(for_xml(plain(text)))
