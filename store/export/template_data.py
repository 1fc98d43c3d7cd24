"""The input of a template: plain data of one article, its notes, quotes and actors, ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from extract.naming import UNSURE_BELOW, quote_naming
from extract.quotation import PARAPHRASE, Quotations
from store.export import markers
from store.export.bodies import safe, safe_lines
from store.export.citekeys import citekey
from store.export.front_matter import file_tags, notices
from store.export.markers import TEXT_MARKER
from store.export.positions import paragraph, position
from store.model.sender import author
from store.texts.escaping import escape, plain

if TYPE_CHECKING:
    from extract.types import Article, Quote
    from store.export.source import ExportedArticle
    from store.notes.note import About, Note

TYPE_NAMES = {
    "note": "Note",
    "fact-check": "Fact check",
    "follow-up": "Follow-up",
    "correction": "Correction",
    "right-of-reply": "Right of reply",
    "reading": "Reading corrected",
}
"""The name of each type of note in headings."""


def mark_of(uid: str) -> str:
    """The prefix of a note's footnotes: the first eight characters of its name."""
    return markers.name(uid).replace("-", "")[:8]


def context(source: ExportedArticle, *, reads: bool, writes: bool) -> dict[str, Any]:
    """The data of an article. `reads` adds its quotes and actors, `writes` the blocks of its notes.

    `blocks` has for each note, by its name in the file, the output of a template's functions; `cite` is the citation of
    the article. Raises OSError if the article's text cannot be read.
    """
    read = source.article if reads else None
    notes = [_note(note, source) for note in source.notes]
    cite = f"[@{citekey(source.entry.key)}]"
    return {
        "article": _article(source),
        "notes": notes,
        "quotes": _quotes(read, source.verdicts) if read else [],
        "actors": [_actor(read, n) for n in range(len(read.actors))] if read else [],
        "cite": cite,
        "blocks": {
            each["id"]: _block(note, each["position"], cite, trusted=source.trusts(note))
            for note, each in zip(source.notes, notes, strict=True)
        }
        if writes
        else {},
    }


def _article(source: ExportedArticle) -> dict[str, Any]:
    entry, meta = source.entry, source.meta
    return {
        "title": entry.title,
        "source": entry.source,
        "author": (author(entry.wire) if entry.wire else None) or (meta.byline if meta else None),
        "published": entry.published or (meta.published if meta else None),
        "accessed": source.accessed,
        "citekey": citekey(entry.key),
        "sha256": entry.version,
        "tags": file_tags(tag for note in source.notes for tag in note.tags),
        "notices": notices(entry.wire),
    }


def _block(note: Note, place: str, cite: str, *, trusted: bool) -> dict[str, str]:
    """The output of each template function for a note, by the function's name."""
    mark = mark_of(note.uid)
    lines = safe_lines(safe(note.body, mark, trusted=trusted))
    return {
        "begin": markers.marker("note", {"id": markers.name(note.uid)}),
        "words": "\n".join([TEXT_MARKER, "", *lines, ""]) if lines else f"{TEXT_MARKER}\n",
        "end": markers.closing("note"),
        "cite": f"{cite} [^{mark}]",
        "footnote": f"[^{mark}]: {escape(_facts(note, place))}",
    }


def _note(note: Note, source: ExportedArticle) -> dict[str, Any]:
    about = note.about
    return {
        "id": markers.name(note.uid),
        "type": note.type,
        "name": TYPE_NAMES[note.type],
        "status": note.status,
        "open": note.status in ("open", "asked"),
        "tags": list(note.tags),
        "author": note.author,
        "original_author": note.original_author,
        "signature": note.signature,
        "created": note.created,
        "editor": note.editor,
        "updated": note.updated,
        "due": note.due,
        "rev": note.rev,
        "torn": note.uid in source.others,
        "target": about.target,
        "quote": _lines(_printed(note, source)) if note.anchor else [],
        "who": about.actor or about.speaker,
        "role": about.role,
        "cue": about.cue,
        "kind": about.kind,
        "details": [*_details(about), *_verdict(note, source)],
        "fix": _fix(about),
        "position": position(note, source.text, source.entry.version),
    }


def _printed(note: Note, source: ExportedArticle) -> str:
    """The passage of a note: a quote with the article's marks, a paraphrase marked as one."""
    assert note.anchor is not None
    if note.about.target != "quote" or note.version != source.entry.version:
        return f"{PARAPHRASE if note.about.kind == 'indirect' else ''}{note.anchor.exact}"
    return source.quotations.marked(note.anchor.span, note.about.kind)


def _details(about: About) -> list[str]:
    details = []
    if about.speaker and about.actor and about.speaker != about.actor and about.fix is None:
        details.append(f"in the text: “{about.speaker}”")
    if about.cue:
        details.append(f"cue: “{about.cue}”")
    if about.kind:
        details.append(about.kind)
    return details


def _verdict(note: Note, source: ExportedArticle) -> list[str]:
    """What the evidence says of the quote that a note is on."""
    if note.about.target != "quote" or note.anchor is None or note.version != source.entry.version:
        return []
    return _evidence(source.verdicts, note.anchor.span.start)


def _evidence(verdicts: Mapping[int, str], start: int) -> list[str]:
    return [f"evidence: {plain(verdicts[start])}"] if start in verdicts else []


def _fix(about: About) -> str | None:
    """The correction in a note of the type "reading", in words."""
    actor = about.actor
    return {
        None: None,
        "not-a-quote": "this is not a quote",
        "not-an-actor": f"{actor} is not an actor",
        "speaker": f"{actor} said this",
        "merge": f"{about.speaker} is {actor}",
        "split": f"this is somebody else: {actor}",
        "quote": f"this is a quote of {actor}" if actor else "this is a quote",
    }[about.fix]


def _facts(note: Note, place: str) -> str:
    """A note's footnote: its position, its tags, its author and time."""
    facts = [place[0].upper() + place[1:]]
    if note.due:
        facts.append(f"answer wanted by {note.due}")
    if note.tags:
        facts.append(f"tags: {', '.join(note.tags)}")
    facts.append(f"by {note.signature}, {note.created}" if note.author else f"written {note.created}")
    if note.updated != note.created:
        facts.append(
            f"changed by {note.editor_signature}, {note.updated}" if note.editor else f"changed {note.updated}"
        )
    return "; ".join(facts)


def _quotes(article: Article, verdicts: Mapping[int, str]) -> list[dict[str, Any]]:
    quotations = Quotations(article.text, article.blocks)
    rows = [_quote(article, quote, quotations.printed(quote)) for quote in article.quotes]
    for row, quote in zip(rows, article.quotes, strict=True):
        row["details"] += _evidence(verdicts, quote.span.start)
    return rows


def _quote(article: Article, quote: Quote, printed: str) -> dict[str, Any]:
    actor = article.actor(quote.actor)
    naming = quote_naming(quote, actor, article.text)
    speaker = quote.speaker.of(article.text) if quote.speaker else None
    details: list[str] = [quote.kind]
    if actor is not None and speaker and speaker != actor.name:
        details.append(f"in the text: “{plain(speaker)}”")
    if quote.cue:
        details.append(f"cue: “{plain(quote.cue.of(article.text))}”")
    details += [naming] if naming in ("described", "unnamed") else []
    details += ["unsure"] if quote.confidence < UNSURE_BELOW else []
    return {
        "id": f"q{quote.span.start}",
        "lines": _lines(printed),
        "who": actor.name if actor else speaker,
        "role": ", ".join(part for part in (actor.role, actor.affiliation) if part) if actor else None,
        "cue": quote.cue.of(article.text) if quote.cue else None,
        "kind": quote.kind,
        "anonymous": quote.anonymous,
        "naming": naming,
        "confidence": quote.confidence,
        "details": details,
        "paragraph": paragraph(article.text, quote.span.start),
    }


def _actor(article: Article, number: int) -> dict[str, Any]:
    actor = article.actors[number]
    return {
        "name": actor.name,
        "kind": actor.kind,
        "role": actor.role,
        "affiliation": actor.affiliation,
        "country": actor.country,
        "aliases": list(actor.aliases),
        "mentions": len(actor.mentions),
        "quotes": sum(quote.actor == actor.id for quote in article.quotes),
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().split("\n")]
