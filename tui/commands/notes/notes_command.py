"""`copydesk notes`: look through the notes, check the data folder, bring a note back from the trash."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.commands.argument_parser import Parser
from tui.commands.collection import with_collection
from tui.config import locations
from tui.config.author import author
from tui.console import fail

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.notes.note import Note
    from store.notes.notebook import Notebook
    from tui.jobs.collection import Collection

EPILOG = """\
commands:
  list            the notes, by article and in the order of its text
  show UID        one note in full, also one in the trash
  search WORD...  the notes that have every word in body, quote, tags, speaker or
                  article title, latest first; '"two words"' stay together
  trash           the deleted notes, latest first
  verify          look at every file of the data folder, name what is damaged
  restore UID     bring a note back from the trash

UID is a note's uid, or a beginning of it that fits only one. ARTICLE is what
the desk shows: file, URL, title or the beginning of the key. --article, --tag,
--type, --status and --overdue narrow list, search and trash; --overdue lists
what is late longest first.

--json prints one object a line: a note as notes.json has it, with "title" and
"source" of its article, and "versions" where it was edited in two places at
once; for verify {"file", "state": "ok", "note" or "damage", "detail"}.
docs/notes-format.md describes each field.

Only restore writes. Exit codes: 0 done, also with nothing to list; 1 damage
found, no such note or article, notes that cannot be read; 2 usage.

examples:
  copydesk notes list --status open --type fact-check
  copydesk notes list --overdue
  copydesk notes search price '"no comment"' --article story.txt
  copydesk notes list --json | jq -r 'select(.tags | index("energy")) | .body'
  copydesk notes verify || echo "look at the files it names"
"""

WORD_COUNTS = {"show": (1, 1), "restore": (1, 1), "search": (1, 999)}
"""The fewest and the most words that follow these; nothing follows the others."""
WIDTH_CELLS = 79


def main(argv: Sequence[str]) -> int:
    """Run `copydesk notes` and return the exit code."""
    args = _arguments(argv)
    if args.what == "verify":
        code = _verify(args)
    elif args.what == "restore":
        code = with_collection(
            args.home, lambda found: _restore(_Desk(found), args), author=author(args.author), read_only=False
        )
    else:
        show = _show if args.what == "show" else _list
        code = with_collection(args.home, lambda found: show(_Desk(found), args))
    sys.stdout.flush()
    return code


def parser() -> Parser:
    """The options of `copydesk notes`."""
    from store.notes.note import STATUSES, TYPES

    made = Parser(
        "copydesk notes",
        "Look through your notes, check their files, bring notes back.",
        EPILOG,
        usage="copydesk notes {list,show,search,trash,verify,restore} [UID | WORD ...]\n       [options]",
    )
    made.add_argument("what", choices=("list", "show", "search", "trash", "verify", "restore"), help=argparse.SUPPRESS)
    made.add_argument("words", nargs="*", help=argparse.SUPPRESS)
    made.add_argument("--article", metavar="ARTICLE", help="only notes on this article")
    made.add_argument("--tag", metavar="TAG", help="only notes with this tag")
    made.add_argument("--type", choices=TYPES, help="only notes of this type")
    made.add_argument("--status", choices=STATUSES, help="only notes with this status")
    made.add_argument("--overdue", action="store_true", help="only notes whose deadline has passed unanswered")
    made.add_argument("--json", action="store_true", help="print one JSON object a line")
    made.add_argument("--author", metavar="NAME", help="who restores (default: your login name)")
    return made


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    made = parser()
    args = made.parse_intermixed_args(argv)
    least, most = WORD_COUNTS.get(args.what, (0, 0))
    if not least <= len(args.words) <= most:
        wanted = {"search": "words to look for"}.get(args.what, "one UID" if most else "nothing more")
        made.error(f"{args.what} takes {wanted}")
    if args.what in ("show", "verify", "restore") and (
        args.article or args.tag or args.type or args.status or args.overdue
    ):
        made.error(f"{args.what} cannot be narrowed: --article, --tag, --type, --status, --overdue are for lists")
    return args


@dataclass(slots=True)
class _Desk:
    """The notes with what they are on, each looked up once."""

    collection: Collection
    _entries: dict[str, Entry] | None = None
    _versions: dict[str, tuple[Note, ...]] | None = None

    @property
    def book(self) -> Notebook:
        """The notebook."""
        return self.collection.notebook

    @property
    def entries(self) -> dict[str, Entry]:
        """The kept articles by key."""
        if self._entries is None:
            self._entries = {entry.key: entry for entry in self.collection.library.entries()}
        return self._entries

    def title(self, note: Note) -> str:
        """The title of a note's article, or its key where the article is not kept."""
        entry = self.entries.get(note.article)
        return entry.title if entry else note.article

    def versions(self, note: Note) -> tuple[Note, ...]:
        """The states of a note that was edited in two places at once; else none."""
        if self._versions is None:
            self._versions = {conflict.uid: conflict.versions for conflict in self.book.conflicts()}
        return self._versions.get(note.uid, ())

    def to_dict(self, note: Note) -> dict[str, Any]:
        """A note as --json prints it."""
        entry, versions = self.entries.get(note.article), self.versions(note)
        return {
            **note.to_dict(),
            "title": entry.title if entry else None,
            "source": entry.source if entry else None,
            **({"versions": [version.to_dict() for version in versions]} if versions else {}),
        }

    def find(self, ref: str, among: Iterable[Note]) -> Note:
        """The one note whose uid is or begins with `ref`. Raises NotebookError."""
        from store.notes.notebook import NotebookError

        found = [note for note in among if note.uid.startswith(ref)]
        exact = [note for note in found if note.uid == ref]
        if len(exact or found) != 1 or not ref:
            several = ": it may be " + " or ".join(note.uid for note in found[:3]) if found and ref else ""
            raise NotebookError(f"no note {ref}{several}")
        return (exact or found)[0]


def _list(desk: _Desk, args: argparse.Namespace) -> int:
    """`list`, `search` and `trash`."""
    from store.notes.deadlines import overdue

    article = args.article
    if article is not None:
        entry = desk.collection.library.find(article)
        article = entry.key if entry else article
        if entry is None and article not in desk.book.counts():
            return fail(f"{article}: no such article in {desk.collection.home}; 'copydesk' lists them")
    wanted = {"article": article, "type": args.type, "status": args.status}
    tag = args.tag.removeprefix("#") if args.tag else None
    notes = [
        note
        for note in _all_of(desk, args)
        if all(value in (None, getattr(note, name)) for name, value in wanted.items())
        and (tag is None or tag in note.tags)
    ]
    if args.overdue:
        now = datetime.now(UTC)
        notes = sorted((note for note in notes if overdue(note, now)), key=lambda note: note.due or "")
    if args.json:
        for note in notes:
            _print_json(desk.to_dict(note))
        return 0
    above = None
    for note in notes:
        if note.article != above:
            _print("" if above is None else "\n", _line(desk.title(note)))
            above = note.article
        _print_short(note, two=bool(desk.versions(note)))
    if not notes and sys.stdout.isatty():
        _print("no notes\n")
    return 0


def _all_of(desk: _Desk, args: argparse.Namespace) -> list[Note]:
    """The notes that `list`, `search` or `trash` are about, in their order."""
    if args.what == "trash":
        return desk.book.trash()
    if args.what == "search":
        titles = {key: entry.title for key, entry in desk.entries.items()}
        return desk.book.search(" ".join(args.words), titles=titles)
    from store.notes.notebook import by_position

    return sorted(desk.book.all(), key=lambda note: (desk.title(note).casefold(), note.article, *by_position(note)))


def _show(desk: _Desk, args: argparse.Namespace) -> int:
    note = desk.find(args.words[0], [*desk.book.all(), *desk.book.trash()])
    if args.json:
        _print_json(desk.to_dict(note))
        return 0
    versions = desk.versions(note) or (note,)
    for number, version in enumerate(versions, 1):
        if len(versions) > 1:
            _print("\n" if number > 1 else "", f"version {number} of {len(versions)}: edited in two places at once\n")
        _print_full(desk, version)
    return 0


def _restore(desk: _Desk, args: argparse.Namespace) -> int:
    note = desk.book.restore(desk.find(args.words[0], desk.book.trash()).uid)
    if args.json:
        _print_json(desk.to_dict(note))
    else:
        _print_short(note, two=False)
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
            _print_json({"file": finding.file, "state": finding.state, "detail": finding.detail})
        elif finding.state != "ok":
            _print(f"{finding.state:6}  ", _line(f"{finding.file}: {finding.detail}", 1000))
    if not args.json:
        _print(f"{len(findings)} files, {damaged or 'none'} damaged\n")
    return 1 if damaged else 0


def _print_short(note: Note, *, two: bool) -> None:
    """A note in at most three lines: uid, kind and when it was changed or deleted; what it is about; its words."""
    from tui.presenters.descriptions import heading_of, late_words
    from widgets.text.safe import one_line

    moment = one_line(_time(note.deleted or note.updated), 16)
    head = f"  {one_line(note.uid[:8], 8):8}  {note.type:14}  {note.status:9}  {moment}  "
    due = late_words(note)
    rest = [
        note.author,
        "TWO VERSIONS" if two else "",
        f"due {due}" if due and not due.startswith("O") else due,
        " ".join(f"#{tag}" for tag in note.tags),
    ]
    _print(head, _line("  ".join(part for part in rest if part), WIDTH_CELLS - len(head)))
    for text in (heading_of(note.about, note.anchor.exact if note.anchor else None), note.body):
        if text.strip():
            _print(" " * 12, _line(text, WIDTH_CELLS - 12))


def _print_full(desk: _Desk, note: Note) -> None:
    entry, about = desk.entries.get(note.article), note.about
    facts = {
        "uid": note.uid,
        "article": desk.title(note),
        "source": entry.source if entry else "",
        "said by": ", ".join(part for part in (about.actor or about.speaker, about.role, about.cue) if part),
        "kind": f"{note.type}, {note.status}",
        "due": f"{_time(note.due)} UTC" if note.due else "",
        "tags": " ".join(f"#{tag}" for tag in note.tags),
        "written": f"{_time(note.created)} UTC by {note.author}",
        "changed": f"{_time(note.updated)} UTC by {note.editor or note.author}" if note.rev > 1 else "",
        "deleted": f"{_time(note.deleted)} UTC" if note.deleted else "",
        "place": f"{note.anchor.start}-{note.anchor.end} in {note.version[:12]}" if note.anchor else "",
    }
    for name, value in facts.items():
        if value:
            _print(f"{name:9}", _line(value, WIDTH_CELLS - 9))
    for text, lead in ((note.anchor.exact if note.anchor else "", "> "), (note.body, "")):
        if text:
            _print("\n", *(f"{lead}{line}\n" for line in _wrapped(text, WIDTH_CELLS - len(lead))))


def _time(moment: str) -> str:
    """A time of ours to the minute."""
    return moment[:16].replace("T", " ")


def _line(text: str, limit: int = WIDTH_CELLS) -> str:
    """`text` on a line of its own, safe for a terminal."""
    from widgets.text.safe import one_line

    return one_line(text, limit) + "\n"


def _wrapped(text: str, width: int) -> list[str]:
    from widgets.text.safe import visible
    from widgets.text.wrap import Lines

    text = visible(text)
    lines = Lines(text, width)
    lines.finish()
    return [text[start:end] for start, end in zip(lines.starts, lines.ends, strict=True)]


def _print(*parts: str) -> None:
    sys.stdout.buffer.write("".join(parts).encode("utf-8", "replace"))


def _print_json(value: dict[str, Any]) -> None:
    """One line; in ASCII where it goes to a terminal, so that nothing in a note can drive it."""
    try:
        data = json.dumps(value, ensure_ascii=sys.stdout.isatty()).encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair, out of a file of other hands
        data = json.dumps(value).encode("ascii")
    sys.stdout.buffer.write(data + b"\n")
