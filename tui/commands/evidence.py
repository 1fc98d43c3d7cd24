"""`copydesk evidence`: lists, attaches and detaches a story's evidence."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from tui.commands.argument_parser import Parser
from tui.commands.collection import with_collection
from tui.console import fail

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.evidence.story_proof import EvidenceRoom
    from tui.jobs.collection import Collection

EPILOG = """\
STORY is a file or an article of the desk. FILE is a transcript (WebVTT, SRT,
JSON as Whisper writes it, text with speakers' names before a colon), any file
that an article may be (PDF, DOCX, mail, saved page ...), the URL of a page in
the archive, or another article of the desk.

Attached evidence is recorded with its SHA-256, and its bytes are stored in the
data folder, since a file may be moved, changed or deleted. copydesk prove STORY
and copydesk check use it; a changed file is read again, and its old bytes stay.

LABEL is a speaker's label in a transcript; NAME assigns it to that person, and
without NAME it is matched automatically again.

exit codes:
  0  done
  1  something cannot be read or found; see standard error

examples:
  copydesk evidence add story.txt hearing.vtt release.pdf
  copydesk evidence list story.txt
  copydesk evidence remove story.txt release.pdf
  copydesk evidence speaker story.txt "SPEAKER 2" "Kari Lund"
"""


def parser() -> Parser:
    """The options of `copydesk evidence`."""
    made = Parser("copydesk evidence", "Manage the evidence for a story's quotes: add, list, remove.", EPILOG)
    commands = made.add_subparsers(
        dest="command", metavar="COMMAND", required=True, parser_class=argparse.ArgumentParser
    )
    home = argparse.ArgumentParser(add_help=False)
    home.add_argument("--home", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    add = commands.add_parser("add", parents=[home], help="attach evidence to a story", allow_abbrev=False)
    add.add_argument("story", metavar="STORY", help="the story")
    add.add_argument("files", nargs="+", metavar="FILE", help="a file, an archived page, or an article of the desk")
    listed = commands.add_parser("list", parents=[home], help="list a story's evidence", allow_abbrev=False)
    listed.add_argument("story", metavar="STORY", help="the story")
    listed.add_argument("--json", action="store_true", help="one JSON object per line")
    remove = commands.add_parser("remove", parents=[home], help="detach evidence", allow_abbrev=False)
    remove.add_argument("story", metavar="STORY", help="the story")
    remove.add_argument("files", nargs="+", metavar="FILE", help="its path, name, or SHA-256 prefix")
    speaker = commands.add_parser(
        "speaker", parents=[home], help="assign a speaker's label to a person", allow_abbrev=False
    )
    speaker.add_argument("story", metavar="STORY", help="the story")
    speaker.add_argument("label", metavar="LABEL", help="the label in the transcript")
    speaker.add_argument(
        "name", metavar="NAME", nargs="?", help="the person; without it the label is matched automatically"
    )
    return made


def main(argv: Sequence[str]) -> int:
    """Run `copydesk evidence` with its arguments and return the exit code."""
    args = parser().parse_args(argv)
    return with_collection(args.home, lambda collection: _run(collection, args))


def _run(collection: Collection, args: argparse.Namespace) -> int:
    """Raises CollectionError and OSError."""
    from store.evidence.transcript_reading import EvidenceError
    from tui.jobs.collection import CollectionError
    from tui.jobs.quote_proofs import evidence_room

    entries = collection.find(args.story)
    if len(entries) != 1:
        raise CollectionError(f"{args.story}: {len(entries)} articles; name one by its title")
    try:
        with evidence_room(collection.library) as room:
            match args.command:
                case "add":
                    return _add(room, entries[0], args.files)
                case "remove":
                    return _remove(room, entries[0], args.files)
                case "speaker":
                    room.attachments.name_speaker(entries[0].key, args.label, args.name)
                    return 0
                case _:
                    return _list(room, entries[0], as_json=args.json)
    except EvidenceError as error:
        raise CollectionError(str(error)) from error


def _add(room: EvidenceRoom, entry: Entry, refs: Sequence[str]) -> int:
    from store.disk.files import describe_error
    from store.evidence.transcript_reading import EvidenceError
    from store.texts.escaping import plain

    code = 0
    for ref in refs:
        try:
            attachment, evidence = room.attach(entry.key, ref)
        except (EvidenceError, OSError) as error:
            code = fail(describe_error(error))
            continue
        for warning in evidence.warnings:
            fail(f"{attachment.name}: {warning}")
        words = f"{len(evidence.words):,} words"
        speakers = len({turn.speaker for turn in evidence.turns} - {""})
        spoken = f", {speakers} speakers" if speakers > 1 else ""
        _print(f"attached: {plain(attachment.name)}  {words}{spoken}  sha256 {attachment.sha256[:12]}")
    return code


def _remove(room: EvidenceRoom, entry: Entry, refs: Sequence[str]) -> int:
    code = 0
    for ref in refs:
        removed = room.attachments.detach(entry.key, ref)
        if removed is None:
            code = fail(f"not attached, or more than one fits: {ref}")
    return code


def _list(room: EvidenceRoom, entry: Entry, *, as_json: bool) -> int:
    from pathlib import Path

    from store.texts.escaping import plain

    dossier = room.attachments.of(entry.key)
    for each in dossier.attachments:
        there = each.origin != "file" or Path(each.location).is_file()
        if as_json:
            sys.stdout.write(json.dumps({**asdict(each), "there": there}) + "\n")
            continue
        where = each.location if there else f"{each.location} (not there; the kept bytes are used)"
        _print(f"{each.sha256[:12]}  {each.length:>10,} bytes  {each.added}  {plain(each.name)}  {plain(where)}")
    if not as_json:
        for label, name in dossier.speakers.items():
            _print(f"speaker {plain(label)}: {plain(name)}")
    return 0


def _print(line: str) -> None:
    from tui.console import in_charset

    sys.stdout.write(in_charset(line) + "\n")
