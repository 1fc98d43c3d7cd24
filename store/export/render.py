"""A fresh export of one article: the output of a template, with front matter and sealed markers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.export import markers
from store.export.front_matter import dump, matter
from store.export.markers import Document, MarkerError
from store.export.template_data import context
from store.export.templates import StyleError, Template

if TYPE_CHECKING:
    from store.export.source import ExportedArticle


@dataclass(frozen=True, slots=True)
class Fresh:
    """An unedited export: `fields` is the front matter, `document` the rest."""

    fields: dict[str, Any]
    document: Document


def fresh(source: ExportedArticle, template: Template) -> Fresh:
    """The export of an article. Raises StyleError, and OSError if the article's text cannot be read."""
    fields = matter(source)
    text = template.render(context(source, reads=template.reads, writes=template.writes))
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
            attributes |= {markers.TRUSTED: "yes"} if source.trusts(note) else {}
        markers.seal(block, attributes)
    document.front = f"---\n{dump(fields)}---\n"
    return Fresh(fields, document)


def render(source: ExportedArticle, template: Template) -> str:
    """The export of an article as text, without markers for finding edits later. Raises the same as `fresh`."""
    return fresh(source, template).document.joined()
