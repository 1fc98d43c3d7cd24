"""`copydesk prove`: checks every quote of a story against the recording, the release, the document."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui import __version__
from tui.commands.argument_parser import Parser, add_json, add_output
from tui.commands.collection import with_collection

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.check.stylebook import Stylebook
    from store.evidence.proofs import Proof
    from store.evidence.story_proof import StoryProof
    from tui.jobs.collection import Collection

EPILOG = """\
STORY is a file in its current state, stored or not, or an article of the desk.
Without --against its quotes are checked against its attached evidence (copydesk
evidence).
EVIDENCE is a transcript (WebVTT, SRT, JSON as Whisper writes it, text with
speakers' names before a colon), any file that an article may be, a page in the
archive, or an article of the desk.

verdicts, one for each part of a quote in quotation marks:
  verbatim        the same words; quote marks, dashes, blanks and case are ignored
  edited          only changes that the house allows: [quotes] in stylebook.toml
  altered         a word differs
  cut             the source continues, or begins, with words that reverse the sense
  spliced         two passages joined without a mark
  misattributed   someone else said it
  not comparable  the evidence is in another language
  not found       not in the evidence
A paraphrase has no verdict: the nearest passages are shown for comparison.

exit codes:
  0  every quote is verbatim or edited
  1  any other verdict
  2  a story or evidence cannot be read, or a usage error

docs/proving.md defines the verdicts.

examples:
  copydesk evidence add story.txt hearing.vtt && copydesk prove story.txt
  copydesk prove story.txt --against hearing.vtt release.pdf --format md
  copydesk prove story.txt --format html -o proof.html       to print or to file
"""
FORMATS = ("text", "json", "csv", "md", "html", "sarif")
SUFFIXES = {name: "txt" if name == "text" else name for name in FORMATS}


def main(argv: Sequence[str]) -> int:
    """Run `copydesk prove` and return the exit code."""
    args = parser().parse_intermixed_args(argv)
    return with_collection(args.home, lambda collection: _prove(collection, args), error_code=2)


def parser() -> Parser:
    """The options of `copydesk prove`."""
    arguments = Parser(
        "copydesk prove",
        "Check every quote against the evidence, with a verdict on each.",
        EPILOG,
        usage="copydesk prove STORY [--against EVIDENCE ...] [--format FORMAT] [-o FILE]",
    )
    arguments.add_argument("story", metavar="STORY", help="the article whose quotes to check; - reads standard input")
    arguments.add_argument("--against", nargs="+", metavar="EVIDENCE", help="use this instead of the attached evidence")
    arguments.add_argument(
        "--stylebook", type=Path, metavar="FILE", help="stylebook with the house's editing rules in [quotes]"
    )
    arguments.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    add_json(arguments)
    add_output(arguments, "prove.md and the like")
    return arguments


def _prove(collection: Collection, args: argparse.Namespace) -> int:
    """Prove the story's quotes and write the verdicts. Raises CollectionError and OSError."""
    from store.evidence.proofs import all_proven, prove, prover_for
    from store.evidence.story_proof import StoryProof
    from tui.console import fail, write
    from tui.jobs.collection import CollectionError
    from tui.jobs.quote_proofs import load_evidence, prove_attached

    entries = collection.find(args.story)
    if len(entries) != 1:
        raise CollectionError(f"{args.story}: {len(entries)} articles; name one by its title")
    entry = entries[0]
    article = collection.article(entry).article
    assert article is not None
    rules = _style(collection, args.stylebook).editing
    if args.against:
        evidence = load_evidence(collection, args.against)
        proofs = list(prove(article, prover_for(article, evidence, rules), evidence))
        notices = [f"{each.name}: {warning}" for each in evidence for warning in each.warnings]
        found = StoryProof(proofs, evidence, notices)
    else:
        found = prove_attached(collection, entry, article, rules, remember=True)
        if not found.evidence:
            for line in found.notices:
                fail(line)
            raise CollectionError(f"{args.story}: no evidence attached: use copydesk evidence add, or --against")
    for line in (*found.notices, *found.changes):
        fail(line)
    write(_shaped(args.format, entry, article.text, found), args.output, f"prove.{SUFFIXES[args.format]}")
    return 0 if all_proven(found.proofs) else 1


SUFFIXES = {name: "txt" if name == "text" else name for name in FORMATS}


def _style(collection: Collection, named: Path | None) -> Stylebook:
    from store.check.tomlfile import FileError
    from tui.jobs.collection import CollectionError
    from tui.jobs.publish_check import house_style

    try:
        return house_style(collection.home, named)
    except FileError as error:
        raise CollectionError(str(error)) from error


def _shaped(format: str, entry: Entry, text: str, found: StoryProof) -> Iterator[str]:
    """The output, in pieces."""
    proofs = found.proofs
    if format == "json":
        yield json.dumps({"schema": "copydesk.prove/1", "article": entry.key, "quotes": list(_rows(proofs))}, indent=1)
        yield "\n"
    elif format == "csv":
        from store.interchange.cells import write_rows

        rows = list(_rows(proofs))
        columns = (
            "quote",
            "start",
            "end",
            "speaker",
            "verdict",
            "evidence",
            "page",
            "line",
            "time",
            "said_by",
            "reason",
            "words",
            "source",
        )
        yield from write_rows(
            [columns, *([str(row[name] if row[name] is not None else "") for name in columns] for row in rows)]
        )
    elif format == "sarif":
        yield json.dumps(_sarif(entry, text, proofs), ensure_ascii=True, indent=1) + "\n"
    elif format in ("md", "html"):
        from store.evidence import evidence_report

        shape = evidence_report.html if format == "html" else evidence_report.markdown
        yield from shape(entry.title, entry.key, proofs, found.hashes)
    else:
        yield from _text(entry, proofs)


def _rows(proofs: Sequence[Proof]) -> Iterator[dict[str, Any]]:
    """A row for each fragment and paraphrase; missing values are None."""
    for proof in proofs:
        verdict, place = proof.verdict, proof.verdict.place if proof.verdict else None
        yield {
            "quote": proof.quote, "start": proof.span.start, "end": proof.span.end, "speaker": proof.speaker,
            "verdict": verdict.kind if verdict else None, "evidence": verdict.evidence if place and verdict else None,
            "page": (place.page or None) if place else None,
            "line": place.line if place else None, "time": place.time if place else None,
            "said_by": place.speaker if place else None, "reason": verdict.reason if verdict else None,
            "words": proof.fragment, "source": verdict.words if verdict else None,
            "before": verdict.before if verdict else None, "after": verdict.after if verdict else None,
            "nearest": [
                {"evidence": each.evidence, "line": each.place.line, "time": each.place.time, "words": each.words}
                for each in proof.nearest
            ],
        }  # fmt: skip


def _sarif(entry: Entry, text: str, proofs: Sequence[Proof]) -> dict[str, Any]:
    from store.check.findings import RULES, Finding, Lines
    from store.check.quote_checks import unproven
    from store.check.report_formats import CheckedArticle
    from store.check.rulebook import Rulebook
    from store.check.sarif import sarif

    severities = {
        rule.id: rule.severity for rule in RULES if rule.id.startswith("quote-") and rule.id != "quote-changed"
    }
    findings = [
        Finding(rule, severities[rule], entry.key, message, span) for rule, message, span, _ in unproven(proofs)
    ]
    lines = Lines(text)
    places = [lines.place(each.span) if each.span else None for each in findings]
    return sarif([CheckedArticle(entry, findings, places)], Rulebook(severities), __version__)


def _text(entry: Entry, proofs: Sequence[Proof]) -> Iterator[str]:
    from store.evidence.evidence_report import summary
    from store.evidence.evidence_text import place_in_words
    from store.texts.escaping import plain
    from tui.console import in_charset

    lines = [f"{plain(entry.title)}  [{entry.key}]"]
    for proof in proofs:
        verdict = proof.verdict
        if verdict is None:
            lines.append(f"  paraphrase      {plain(proof.fragment)}")
            lines += [
                f"      nearest: {plain(each.evidence)}, {plain(place_in_words(each.place))}: {plain(each.words)}"
                for each in proof.nearest
            ]
            continue
        lines.append(f"  {verdict.kind:<14}  “{plain(proof.fragment)}”  {plain(proof.speaker)}".rstrip())
        if verdict.place is not None:
            lines.append(f"      {plain(verdict.evidence)}, {plain(place_in_words(verdict.place))}")
        if verdict.reason:
            lines.append(f"      {plain(verdict.reason)}")
        if verdict.place is not None and verdict.kind != "verbatim":
            lines.append(f"      … {plain(verdict.before)} [{plain(verdict.words)}] {plain(verdict.after)} …")
    lines.append(summary(proofs))
    yield from (in_charset(line) + "\n" for line in lines)
