"""Findings as SARIF 2.1.0 (OASIS, 2020; errata 01, 2023), which editors and code hosts show beside the text."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from store.articles.entry import Entry
from store.check.findings import RULES, Finding, Place, Rule
from store.check.report_formats import CheckedArticle
from store.check.rulebook import Rulebook

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(checked: Iterable[CheckedArticle], rules: Rulebook, version: str) -> dict[str, Any]:
    """A SARIF log of one run with a result for each finding, ready for `json.dumps`. `version` is Copydesk's.

    Columns and offsets count code points. A file is named by its path from the working directory (`%SRCROOT%`) or its
    full path, a page by its address, standard input by the article's key.
    """
    on = [rule for rule in RULES if rule.id in rules.severities]
    numbers = {rule.id: number for number, rule in enumerate(on)}
    results, artifacts = [], []
    for each in checked:
        artifacts.append(_artifact(each.entry))
        index = len(artifacts) - 1
        results += [
            _result(each.entry, index, numbers[finding.rule], finding, place)
            for finding, place in zip(each.findings, each.places, strict=True)
        ]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "copydesk",
                        "version": version,
                        "semanticVersion": version,
                        "rules": [_rule(rule, rules) for rule in on],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    "%SRCROOT%": {"uri": f"file://{quote(str(Path.cwd()).rstrip('/'), errors='surrogateescape')}/"}
                },
                "artifacts": artifacts,
                "results": results,
            }
        ],
    }


def _rule(rule: Rule, rules: Rulebook) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.help},
        "help": {"text": rule.help},
        "defaultConfiguration": {"level": rules.severities[rule.id]},
    }


def _artifact(entry: Entry) -> dict[str, Any]:
    return {
        "location": {**artifact_location(entry), "description": {"text": _literal(entry.title)}},
        "properties": {"article": entry.key, "textSha256": entry.version},
    }


def _result(entry: Entry, index: int, number: int, finding: Finding, place: Place | None) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {**artifact_location(entry), "index": index}}
    if place is not None and finding.span is not None:
        location["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "charOffset": finding.span.start,
            "charLength": finding.span.end - finding.span.start,
        }
    return {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": finding.severity,
        "message": {"text": _literal(finding.message)},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"copydesk/v1": _fingerprint(finding)},
        "properties": {"article": entry.key, "note": finding.note},
    }


def _literal(text: str) -> str:
    """`text` escaped as a message, so that it forms no placeholder (section 3.11.5 doubles braces) and no link
    (3.11.6).
    """
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _fingerprint(finding: Finding) -> str:
    """A fingerprint that stays the same when a finding only moves, so that it is not reported as new."""
    parts = (finding.article, finding.rule, finding.note or "", finding.message)
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def artifact_location(entry: Entry) -> dict[str, str]:
    """The article's location: a file below the working directory is named relative to it, as code hosts expect."""
    path = Path(entry.location)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        return {"uri": quote(str(path.relative_to(Path.cwd())), errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}
    return {"uri": uri(entry)}


def uri(entry: Entry) -> str:
    """The article's location as an absolute URI."""
    location = entry.location
    if location.startswith(("http://", "https://")):
        return quote(location, safe="%:/?#[]@!$&'()*+,;=~", errors="replace")
    if location.startswith("/"):
        return "file://" + quote(str(Path(location)), errors="surrogateescape")
    return f"copydesk:{quote(entry.key, safe='')}"
