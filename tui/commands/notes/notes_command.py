"""`copydesk notes`: list, search, write and delete notes, and check the data folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from tui.commands.argument_parser import Parser, add_output
from tui.commands.collection import with_collection
from tui.commands.notes import note_writing
from tui.commands.notes.note_lines import line_of, print_full, print_json, print_short, write
from tui.commands.notes.noted_articles import NotedArticles
from tui.config import locations
from tui.config.author import author
from tui.console import fail, sent_to

if TYPE_CHECKING:
    from store.notes.note import Note

EPILOG = """\
commands:
  list                   the notes, by article and in the order of its text
  show UID               one note in full, also one in the trash
  search WORD...         the notes that have every word in body, quote, tags,
                         speaker or article title, latest first; '"two words"'
                         stay together
  trash                  the deleted notes, latest first
  verify                 check every file of the data folder for damage
  add ARTICLE TEXT...    write a note; TEXT - is standard input
  edit UID [TEXT...]     replace its text, or what the options name
  status UID... STATUS   open, done, verified, wrong, asked, answered, no-answer
  delete UID...          move notes to the trash
  restore UID            restore a note from the trash

UID is a note's uid, or a unique prefix of it. ARTICLE is a file, URL, title or
key prefix of an article on the desk. --article, --tag,
--type, --status and --overdue narrow list, search and trash; --overdue
lists the longest overdue first.

add and edit set --type, --status, --tag (again for more) and --due. add puts
the note on the words of --quote, if the article has them once, or on --at; else
on the whole article. With --quiet, the commands that write print only the uid.

--json prints one object per line: a note as notes.json has it, with "title" and
"source" of its article, and "versions" if it was edited in two places at
once; for verify {"file", "state": "ok", "note" or "damage", "detail"}.
docs/notes-format.md describes each field.

Exit codes: 0 done, also with nothing to list; 1 damage found, no such note or
article, notes that cannot be read or written; 2 usage.

examples:
  copydesk notes list --status open --type fact-check
  copydesk notes list --overdue
  copydesk notes search price '"no comment"' --article story.txt
  copydesk notes list --json | jq -r 'select(.tags | index("energy")) | .body'
  copydesk notes add story.txt "Check the year" --quote "since 1961" --due +2h
  copydesk notes status 3f2a verified
  copydesk notes verify || echo "look at the files it names"
"""

MAX_WORDS = 999
"""The most words on a command line, in effect no limit."""
MAX_OFFSETS_CHARACTERS = 30


class _Subcommand(NamedTuple):
    """Takes `least` to `most` words, described by `usage`. `run` receives the desk; `options` are those it accepts."""

    run: Callable[[NotedArticles, argparse.Namespace], int]
    least: int = 0
    most: int = 0
    usage: str = "no arguments"
    options: tuple[str, ...] = ()
    writes: bool = False


NARROWING = ("article", "tag", "type", "status", "overdue")
FIELDS = ("type", "status", "tag", "due")
ADDED = (*FIELDS, "quote", "at")


def main(argv: Sequence[str]) -> int:
    """Run `copydesk notes` and return the exit code."""
    args = _arguments(argv)
    if args.what == "verify":
        code = _verify(args)
    else:
        command = SUBCOMMANDS[args.what]
        with sent_to(args.output, "notes.jsonl" if args.json else "notes.txt"):
            code = with_collection(
                args.home,
                lambda found: command.run(NotedArticles(found), args),
                author=author(args.author) if command.writes else "",
                read_only=not command.writes,
            )
    sys.stdout.flush()
    return code


def parser() -> Parser:
    """The options of `copydesk notes`."""
    from store.notes.note import STATUSES, TYPES

    arguments = Parser(
        "copydesk notes",
        "List, write and delete notes, and check their files.",
        EPILOG,
        usage="copydesk notes COMMAND [ARTICLE | UID | WORD ...] [options]",
    )
    arguments.add_argument("what", metavar="COMMAND", choices=("verify", *SUBCOMMANDS), help="a command listed below")
    arguments.add_argument("words", metavar="WORD", nargs="*", help="arguments of the command")
    arguments.add_argument("--article", metavar="ARTICLE", help="only notes on this article")
    arguments.add_argument("--tag", metavar="TAG", action="append", help="only notes with this tag; the tag to set")
    arguments.add_argument("--type", choices=TYPES, help="only notes of this type; the type to set")
    arguments.add_argument("--status", choices=STATUSES, help="only notes with this status; the status to set")
    arguments.add_argument("--overdue", action="store_true", help="only overdue notes")
    arguments.add_argument("--due", metavar="WHEN", help="deadline: 14:00, tomorrow 9:30, fri 10:00, +2h, none")
    arguments.add_argument("--quote", metavar="WORDS", help="the words of the article that the note is on")
    arguments.add_argument("--at", metavar="START-END", type=_offsets, help="the same by offsets in code points")
    arguments.add_argument("--json", action="store_true", help="print one JSON object per line")
    add_output(arguments, "notes.jsonl or notes.txt")
    arguments.add_argument("--author", metavar="NAME", help="author of the notes (default: your login name)")
    return arguments


def _offsets(text: str) -> tuple[int, int]:
    """Parse `START-END` as numbers. Raises argparse's error."""
    start, _, end = text.partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(text) < MAX_OFFSETS_CHARACTERS):
        raise argparse.ArgumentTypeError(f"{text} is not START-END, such as 120-164")
    return int(start), int(end)


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    arguments = parser()
    args = arguments.parse_intermixed_args(argv)
    command = SUBCOMMANDS.get(args.what) or _Subcommand(lambda *_: 0)
    if not command.least <= len(args.words) <= command.most:
        arguments.error(f"{args.what} takes {command.usage}")
    for name in ("due", "quote", "at", *NARROWING):
        if getattr(args, name) not in (None, False) and name not in command.options:
            arguments.error(f"--{name} does not apply to {args.what}")
    if command.writes and args.type == "reading":
        arguments.error("a reading is corrected in the app: x, w and = on quotes and actors")
    if args.quote is not None and args.at is not None:
        arguments.error("--quote and --at exclude each other")
    return args


def _list(desk: NotedArticles, args: argparse.Namespace) -> int:
    """`list`, `search` and `trash`."""
    from store.notes.deadlines import overdue

    article = args.article
    if article is not None:
        entry = desk.collection.library.find(article)
        article = entry.key if entry else article
        if entry is None and article not in desk.book.counts():
            return fail(f"{article}: no such article in {desk.collection.home}; 'copydesk' lists them")
    wanted = {"article": article, "type": args.type, "status": args.status}
    tags = {tag.removeprefix("#") for tag in args.tag or ()}
    notes = [
        note
        for note in _all_of(desk, args)
        if all(value in (None, getattr(note, name)) for name, value in wanted.items()) and tags <= set(note.tags)
    ]
    if args.overdue:
        now = datetime.now(UTC)
        notes = sorted((note for note in notes if overdue(note, now)), key=lambda note: note.due or "")
    if args.json:
        for note in notes:
            print_json(desk.to_dict(note))
        return 0
    above = None
    for note in notes:
        if note.article != above:
            write("" if above is None else "\n", line_of(desk.title(note)))
            above = note.article
        print_short(note, two=bool(desk.versions(note)))
    if not notes and sys.stdout.isatty():
        write("no notes\n")
    return 0


def _all_of(desk: NotedArticles, args: argparse.Namespace) -> list[Note]:
    """The notes that `list`, `search` or `trash` select, in order."""
    if args.what == "trash":
        return desk.book.trash()
    if args.what == "search":
        titles = {key: entry.title for key, entry in desk.entries.items()}
        return desk.book.search(" ".join(args.words), titles=titles)
    from store.notes.notebook import by_position

    return sorted(desk.book.all(), key=lambda note: (desk.title(note).casefold(), note.article, *by_position(note)))


def _show(desk: NotedArticles, args: argparse.Namespace) -> int:
    note = desk.find(args.words[0], [*desk.book.all(), *desk.book.trash()])
    if args.json:
        print_json(desk.to_dict(note))
        return 0
    versions = desk.versions(note) or (note,)
    for number, version in enumerate(versions, 1):
        if len(versions) > 1:
            write("\n" if number > 1 else "", f"version {number} of {len(versions)}: edited in two places at once\n")
        print_full(desk, version)
    return 0


def _restore(desk: NotedArticles, args: argparse.Namespace) -> int:
    note_writing.report(desk, [desk.book.restore(desk.find(args.words[0], desk.book.trash()).uid)], args)
    return 0


def _verify(args: argparse.Namespace) -> int:
    from store.verify import verify

    home = locations.data_home(args.home)
    try:
        findings = verify(home)
    except OSError as error:
        return fail(f"cannot read {home}: {error.strerror}")
    damaged = sum(finding.state == "damage" for finding in findings)
    for finding in findings:
        if args.json:
            print_json({"file": finding.file, "state": finding.state, "detail": finding.detail})
        elif finding.state != "ok":
            write(f"{finding.state:6}  ", line_of(f"{finding.file}: {finding.detail}", 1000))
    if not args.json:
        write(f"{len(findings)} files, {damaged or 'none'} damaged\n")
    return 1 if damaged else 0


SUBCOMMANDS = {
    "list": _Subcommand(_list, options=NARROWING),
    "show": _Subcommand(_show, 1, 1, "one UID"),
    "search": _Subcommand(_list, 1, MAX_WORDS, "words to look for", NARROWING),
    "trash": _Subcommand(_list, options=NARROWING),
    "add": _Subcommand(note_writing.add, 2, MAX_WORDS, "an article and the text", ADDED, writes=True),
    "edit": _Subcommand(note_writing.edit, 1, MAX_WORDS, "a UID and perhaps a text", FIELDS, writes=True),
    "status": _Subcommand(note_writing.set_status, 2, MAX_WORDS, "UIDs and a status", (), writes=True),
    "delete": _Subcommand(note_writing.delete, 1, MAX_WORDS, "UIDs", (), writes=True),
    "restore": _Subcommand(_restore, 1, 1, "one UID", (), writes=True),
}
"""The subcommands that open the notebook, by name."""
