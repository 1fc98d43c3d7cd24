"""`copydesk notes add`, `edit`, `status` and `delete`: writes notes from the shell."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.commands.notes.note_lines import print_json, print_short, write
from tui.console import fail

if TYPE_CHECKING:
    from extract.types import Article, Span
    from store.articles.entry import Entry
    from store.notes.note import About, Note, NoteType
    from tui.commands.notes.noted_articles import NotedArticles

MAX_BODY_BYTES = 1_000_000
"""Maximum size of a note's text on standard input."""
AROUND_A_QUOTE = " \n\t\"'“”‘’„‚«»‹›,."


def add(desk: NotedArticles, args: argparse.Namespace) -> int:
    """Write a note on an article or a passage of it, and print its uid."""
    from store.notes.anchors import Anchor

    entry = _stored_article(desk, args.words[0])
    text = desk.collection.text(entry.version)
    span = _passage(text, args)
    kind: NoteType = args.type or "note"
    note = desk.book.add(
        article=entry.key,
        version=entry.version,
        anchor=None if span is None else Anchor.of(text, span),
        body=_body(args.words[1:]),
        about=_about(desk, entry, span),
        type=kind,
        status=_status(kind, args.status),
        tags=_tags(args.tag),
        due=_due(args.due),
    )
    report(desk, [note], args)
    return 0


def edit(desk: NotedArticles, args: argparse.Namespace) -> int:
    """Change the given fields of a note, and its text if one is given."""
    note = desk.find(args.words[0], desk.book.all())
    kind = args.type or note.type
    changes: dict[str, Any] = {}
    if len(args.words) > 1:
        changes["body"] = _body(args.words[1:])
    if args.type:
        changes["type"] = args.type
    if args.status or args.type:
        changes["status"] = _status(kind, args.status or note.status, lenient=not args.status)
    if args.tag:
        changes["tags"] = _tags(args.tag)
    if args.due is not None:
        changes["due"] = _due(args.due)
    if not changes:
        return fail("nothing to change: give a text, --type, --status, --tag or --due", 2)
    report(desk, [desk.book.edit(note.uid, base=note, **changes)], args)
    return 0


def set_status(desk: NotedArticles, args: argparse.Namespace) -> int:
    """Give notes a new status."""
    *refs, status = args.words
    notes = [desk.find(ref, desk.book.all()) for ref in refs]
    for note in notes:
        _status(note.type, status)
    report(desk, desk.book.edit_together([(note, {"status": status}) for note in notes]), args)
    return 0


def delete(desk: NotedArticles, args: argparse.Namespace) -> int:
    """Move notes to the trash."""
    notes = [desk.find(ref, desk.book.all()) for ref in args.words]
    report(desk, [desk.book.delete(note.uid) for note in notes], args)
    return 0


def _stored_article(desk: NotedArticles, ref: str) -> Entry:
    """The article on the desk that the user names, by file, URL, title or key. Raises CollectionError."""
    from tui.jobs.collection import CollectionError

    found = desk.collection.find(ref)
    for entry in found:
        stored = desk.entries.get(entry.key)
        if stored is not None and stored.version == entry.version:
            return stored
        if stored is not None:
            raise CollectionError(f"{ref} has changed since it was stored: 'copydesk read {ref}' stores the new text")
    raise CollectionError(f"{ref} is not on the desk: 'copydesk read {ref}' adds it")


def _passage(text: str, args: argparse.Namespace) -> Span | None:
    """The passage given by --quote or --at; None for the whole article. Raises CollectionError."""
    from extract.types import Span
    from store.interchange.placement import reattached
    from store.notes.anchors import Anchor
    from tui.jobs.collection import CollectionError

    if args.at is not None:
        start, end = args.at
        if not start < end <= len(text):
            raise CollectionError(f"--at {start}-{end} is outside a text of {len(text):,} characters")
        return Span(start, end)
    if args.quote is None:
        return None
    if text.count(args.quote) == 1 and args.quote.strip():
        start = text.index(args.quote)
        return Span(start, start + len(args.quote))
    anchor = reattached(text, Anchor(args.quote, "", "", 0, 0), trusted=False)
    if anchor is None:
        many = text.count(args.quote) if args.quote.strip() else 0
        where = f"{many:,} times: give more of the words around them, or --at" if many else "nowhere"
        raise CollectionError(f"the words of --quote are in the article {where}")
    return anchor.span


def _about(desk: NotedArticles, entry: Entry, span: Span | None) -> About:
    """The kind of the passage: an extracted quote, else plain text."""
    from store.notes.note import About
    from tui.presenters.descriptions import about_quote

    if span is None:
        return About("article")
    article = _reading(desk, entry)
    if article is not None:
        for quote in article.quotes:
            if span in (quote.span, *quote.fragments) or _bare(article.text, span) == _bare(article.text, quote.span):
                return about_quote(article, quote)
    return About("text")


def _bare(text: str, span: Span) -> tuple[int, int]:
    """A passage without blanks and quotation marks around it."""
    words = span.of(text)
    return (
        span.start + len(words) - len(words.lstrip(AROUND_A_QUOTE)),
        span.end - len(words) + len(words.rstrip(AROUND_A_QUOTE)),
    )


def _reading(desk: NotedArticles, entry: Entry) -> Article | None:
    """The stored reading of the article, if any; it is not read for a note."""
    from store.export.source import exported

    return exported(desk.collection.library, desk.book, entry, {}).article


def _body(words: list[str]) -> str:
    """The text of a note: the words of the command line, or standard input for `-`. Raises NotebookError."""
    from store.interchange.note_files import decode
    from store.notes.notebook import NotebookError

    if words != ["-"]:
        return " ".join(words)
    data = sys.stdin.buffer.read(MAX_BODY_BYTES + 1)
    if len(data) > MAX_BODY_BYTES:
        raise NotebookError(f"the note is longer than {MAX_BODY_BYTES:,} bytes")
    return decode(data).strip("\n")


def _tags(tags: list[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.removeprefix("#") for tag in tags or () if tag.removeprefix("#").strip()))


def _due(due: str | None) -> str | None:
    """A deadline as a note stores it; None if there is none, and for "none". Raises NotebookError."""
    from store.notes.deadlines import parse, stored
    from store.notes.notebook import NotebookError

    if due is None or due.strip().casefold() in ("", "none"):
        return None
    try:
        return stored(parse(due, datetime.now(UTC).astimezone()))
    except ValueError as error:
        raise NotebookError(f"--due {due}: {error}") from error


def _status(kind: str, status: str | None, *, lenient: bool = False) -> Any:
    """`status`, if a note of the type `kind` can have it, or if `lenient` the first such. Else raises NotebookError."""
    from store.notes.note import LIFECYCLES
    from store.notes.notebook import NotebookError

    states = LIFECYCLES[kind]  # type: ignore[index]
    if status is None or (lenient and status not in states):
        return states[0]
    if status not in states:
        raise NotebookError(f"a {kind} cannot be {status}: {', '.join(states)}")
    return status


def report(desk: NotedArticles, notes: list[Note], args: argparse.Namespace) -> None:
    """Print the written notes, as JSON, as uids with --quiet, else in short."""
    for note in notes:
        if args.json:
            print_json(desk.to_dict(note))
        elif args.quiet:
            write(f"{note.uid}\n")
        else:
            print_short(note, two=False)
