"""A fresh export of one article: what a template makes of it, with front matter and sealed markers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.export import markers
from store.export.bodies import safe, safe_lines
from store.export.citekeys import citekey
from store.export.escaping import escape, plain
from store.export.front import dump, matter, notices
from store.export.markers import TEXT, Document, MarkerError
from store.export.places import paragraph, position
from store.export.templates import StyleError, Template

if TYPE_CHECKING:
    from extract.types import Article, Quote
    from store.export.source import ExportedArticle
    from store.notes import About, Note

TYPE_NAMES = {
    "note": "Note",
    "fact-check": "Fact check",
    "follow-up": "Follow-up",
    "correction": "Correction",
    "right-of-reply": "Right of reply",
    "reading": "Reading corrected",
}
"""What a note of each type is called in its heading."""
UNSURE = 0.6
"""Below this confidence a quote's attribution is said to be unsure."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """An export as it is before anybody has touched it: `said` is the front matter, `document` the rest."""

    said: dict[str, Any]
    document: Document


def fresh(source: ExportedArticle, template: Template) -> Fresh:
    """The export of an article. Raises StyleError, and OSError where the article's text cannot be read."""
    said = matter(source)
    text = template.render(_context(source, template))
    try:
        document = markers.parse(f"\n{text}")  # the blank line: a template writes no front matter
    except MarkerError as error:
        raise StyleError(f"template {template.name}: {error}") from error
    if document.record is not None:
        raise StyleError(f"template {template.name}: it writes the file's own marker")
    notes = {markers.name(note.uid): note for note in source.notes}
    for block in document.blocks():
        attributes = {"id": block.id}
        if block.kind == "note":
            note = notes[block.id]
            attributes |= {"rev": str(note.rev), "type": note.type, "status": note.status}
        markers.seal(block, attributes)
    document.front = f"---\n{dump(said)}---\n"
    return Fresh(said, document)


def mark_of(uid: str) -> str:
    """What the footnotes of a note are called by: the first eight characters of its name."""
    return markers.name(uid).replace("-", "")[:8]


def render(source: ExportedArticle, template: Template) -> str:
    """The export of an article as text, with nothing around it to find edits by later. Raises what `fresh` does."""
    return fresh(source, template).document.joined()


def _context(source: ExportedArticle, template: Template) -> dict[str, Any]:
    from markupsafe import Markup

    entry, meta = source.entry, source.meta
    key = citekey(entry.key)
    notes = [_note(note, source) for note in source.notes]
    places = {note["id"]: note["position"] for note in notes}
    bodies = {markers.name(note.uid): note for note in source.notes}

    def known(note: dict[str, Any]) -> Note:
        try:
            return bodies[note["id"]]
        except (KeyError, TypeError) as error:
            raise StyleError("no note of this article") from error

    def words(note: dict[str, Any]) -> Markup:
        lines = safe_lines(safe(known(note).body, mark_of(known(note).uid)))
        return Markup("\n".join([TEXT, "", *lines, ""]) if lines else f"{TEXT}\n")

    def cite(note: dict[str, Any] | None = None) -> Markup:
        return Markup(f"[@{key}]" if note is None else f"[@{key}] [^{mark_of(known(note).uid)}]")

    def footnote(note: dict[str, Any]) -> Markup:
        one = known(note)
        return Markup(f"[^{mark_of(one.uid)}]: {escape(_facts(one, places[note['id']]))}")

    functions: dict[str, Callable[..., Markup]] = {
        "begin": lambda note: Markup(markers.marker("note", {"id": markers.name(known(note).uid)})),
        "words": words,
        "end": lambda note: Markup(markers.closing("note")),
        "begin_part": lambda name: Markup(markers.marker("part", {"id": markers.name(str(name))})),
        "end_part": lambda: Markup(markers.closing("part")),
        "cite": cite,
        "footnote": footnote,
    }
    article = {
        "title": entry.title,
        "source": entry.source,
        "author": meta.byline if meta else None,
        "published": entry.published or (meta.published if meta else None),
        "accessed": source.accessed,
        "citekey": key,
        "sha256": entry.version,
        "tags": sorted({tag for note in source.notes for tag in note.tags}),
        "notices": notices(entry.wire),
    }
    read = source.article if template.reads else None
    return {
        **functions,
        "article": article,
        "notes": notes,
        "quotes": [_quote(read, quote) for quote in read.quotes] if read else [],
        "actors": [_actor(read, n) for n in range(len(read.actors))] if read else [],
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
        "created": note.created,
        "editor": note.editor,
        "updated": note.updated,
        "due": note.due,
        "rev": note.rev,
        "torn": note.uid in source.others,
        "target": about.target,
        "quote": _lines(note.anchor.exact) if note.anchor else [],
        "who": about.actor or about.speaker,
        "role": about.role,
        "cue": about.cue,
        "kind": about.kind,
        "details": _details(about),
        "fix": _fix(about),
        "position": position(note, source.text, source.entry.version),
    }


def _details(about: About) -> list[str]:
    details = []
    if about.speaker and about.actor and about.speaker != about.actor and about.fix is None:
        details.append(f"in the text: “{about.speaker}”")
    if about.cue:
        details.append(f"cue: “{about.cue}”")
    if about.kind:
        details.append(about.kind)
    return details


def _fix(about: About) -> str | None:
    """What a note of the type "reading" corrects, in words."""
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
    """A note's footnote: where it is, its tags, who wrote it and when."""
    facts = [place[0].upper() + place[1:]]
    if note.due:
        facts.append(f"answer wanted by {note.due}")
    if note.tags:
        facts.append(f"tags: {', '.join(note.tags)}")
    facts.append(f"by {note.author}, {note.created}" if note.author else f"written {note.created}")
    if note.updated != note.created:
        facts.append(f"changed by {note.editor}, {note.updated}" if note.editor else f"changed {note.updated}")
    return "; ".join(facts)


def _quote(article: Article, quote: Quote) -> dict[str, Any]:
    actor = article.actor(quote.actor)
    said = quote.speaker.of(article.text) if quote.speaker else None
    details: list[str] = [quote.kind]
    if actor is not None and said and said != actor.name:
        details.append(f"in the text: “{plain(said)}”")
    if quote.cue:
        details.append(f"cue: “{plain(quote.cue.of(article.text))}”")
    details += [word for word, on in (("anonymous", quote.anonymous), ("unsure", quote.confidence < UNSURE)) if on]
    return {
        "id": f"q{quote.span.start}",
        "lines": _lines(quote.said(article.text, " […] ")),
        "who": actor.name if actor else said,
        "role": ", ".join(part for part in (actor.role, actor.affiliation) if part) if actor else None,
        "cue": quote.cue.of(article.text) if quote.cue else None,
        "kind": quote.kind,
        "anonymous": quote.anonymous,
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
