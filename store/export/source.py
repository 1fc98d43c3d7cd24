"""The input of an export: one article with its notes, for every format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from store.articles.verdict_lines import verdict_lines
from store.notes.index import by_position

if TYPE_CHECKING:
    from extract.quotation import Quotations
    from extract.types import Article, Meta
    from store.articles.entry import Entry
    from store.articles.library import Library
    from store.notes.note import Note
    from store.notes.notebook import Notebook


class ExportedArticle:
    """An article and its notes. Parts that a format does not use are not read from disk.

    `entry` is the library's record; `notes` are in text order, without the trash; `others` has, by uid, the states of a
    note that was edited in two places at once, the one in `notes` first; `accessed` is the day, in UTC, on which the
    article was last opened, never that of the export. The notes of `trusted_author` may have code in them.
    """

    trusted_author = ""

    def __init__(
        self,
        entry: Entry,
        notes: tuple[Note, ...],
        accessed: str,
        *,
        text: Callable[[], str],
        article: Callable[[], Article | None],
        meta: Callable[[], Meta | None],
        mark: Callable[[], str] = lambda: "",
        others: dict[str, tuple[Note, ...]] | None = None,
        verdicts: Callable[[], Mapping[int, str]] = dict,
    ) -> None:
        self.entry = entry
        self.notes = notes
        self.accessed = accessed
        self.others = others or {}
        self._read_text = text
        self._read_article = article
        self._read_meta = meta
        self._read_mark = mark
        self._read_verdicts = verdicts
        self._verdicts: Mapping[int, str] | None = None
        self._text: str | None = None
        self._quotations: Quotations | None = None
        self._article: Article | None = None
        self._meta: Meta | None = None
        self._known: set[str] = set()

    @property
    def text(self) -> str:
        """The text of `entry.version`. Raises OSError if it is missing or damaged."""
        if self._text is None:
            self._text = self._read_text()
        return self._text

    @property
    def article(self) -> Article | None:
        """The reading of this text with people's corrections; None if it was never read."""
        if "article" not in self._known:
            self._known.add("article")
            self._article = self._read_article()
        return self._article

    @property
    def meta(self) -> Meta | None:
        """The article's own metadata, without loading the rest of its reading."""
        if "meta" not in self._known:
            self._known.add("meta")
            self._meta = self._read_meta()
        return self._meta

    @property
    def verdicts(self) -> Mapping[int, str]:
        """What the evidence says of the quotes, a line each, by where they begin; see `verdict_lines`."""
        if self._verdicts is None:
            self._verdicts = self._read_verdicts()
        return self._verdicts

    @property
    def quotations(self) -> Quotations:
        """The words of the text with the quotation marks around them."""
        if self._quotations is None:
            from extract.quotation import Quotations

            self._quotations = Quotations(self.text)
        return self._quotations

    def trusts(self, note: Note) -> bool:
        """Whether code in the note is exported: the user asked for it, and wrote all of the note."""
        return note.is_all_by(self.trusted_author)

    @property
    def reading_mark(self) -> str:
        """Identifies one reading of the article."""
        return self._read_mark()


def exported(
    library: Library, notebook: Notebook, entry: Entry, others: dict[str, tuple[Note, ...]] | None = None
) -> ExportedArticle:
    """The article `entry` and its notes. `others` are the unsettled conflicts of the notebook, if already known."""
    from store.notes.corrections import corrected

    if others is None:
        others = conflicts(notebook)
    notes = tuple(sorted(notebook.for_article(entry.key, entry.version), key=by_position))

    def article() -> Article | None:
        reading = library.reading(entry.version)
        return None if reading is None else corrected(reading, notes).article

    return ExportedArticle(
        entry,
        notes,
        (entry.opened or entry.added)[:10],
        text=lambda: library.text(entry.version),
        article=article,
        meta=lambda: library.meta(entry.version),
        mark=lambda: library.reading_mark(entry.version),
        others={note.uid: others[note.uid] for note in notes if note.uid in others},
        verdicts=lambda: verdict_lines(library.home, entry.key, entry.version),
    )


def conflicts(notebook: Notebook) -> dict[str, tuple[Note, ...]]:
    """The states of each note that was edited in two places at once, by uid."""
    return {conflict.uid: conflict.versions for conflict in notebook.conflicts()}
