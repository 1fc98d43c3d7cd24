"""Attaches evidence to a story, reads it, finds it again when it moves, and proves every quote."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from extract.types import Article
from store.articles.entry import Entry
from store.articles.library import Library
from store.disk.clock import now
from store.disk.files import describe_error
from store.evidence.attachments import Attachment, Attachments, Dossier, Origin, find_moved
from store.evidence.evidence_files import article_as_evidence, read_as_evidence, read_bytes
from store.evidence.evidence_text import Evidence, place_in_words
from store.evidence.kept_evidence import store_index, stored_index
from store.evidence.proofs import Proof, prove, prover_for
from store.evidence.rules import EditingRules
from store.evidence.transcript_reading import EvidenceError
from store.evidence.verdicts import ORDER, Verdict
from store.model.source_names import printable
from store.processes.parser import Sandbox
from store.web.originals import latest

MIN_LIKENESS = 75.0
"""From this likeness on (rapidfuzz, 0 to 100) two fragments are one, with words or speaker changed."""


@dataclass(frozen=True)
class StoryProof:
    """The proofs of a story's quotes against its attachments.

    `notices` are lines for the user: evidence that moved, changed, or is partly unreadable; `changes` list the verdicts
    that differ from the last time; `hashes` maps the evidence's names to their SHA-256s.
    """

    proofs: Sequence[Proof] = ()
    evidence: Sequence[Evidence] = ()
    notices: Sequence[str] = ()
    changes: Sequence[str] = ()

    @property
    def hashes(self) -> Mapping[str, str]:
        """The SHA-256 of each piece of evidence, by its name."""
        return {each.name: each.sha256 for each in self.evidence}


class EvidenceRoom:
    """Attaches evidence and proves stories against it. The caller closes the `sandbox`."""

    def __init__(self, library: Library, sandbox: Sandbox) -> None:
        self._library = library
        self._sandbox = sandbox
        self.attachments = Attachments(library.home)

    def attach(self, key: str, ref: str) -> tuple[Attachment, Evidence]:
        """Attach a file, an article or an archived page to the story `key`.

        It is read first: unreadable evidence is not attached. Raises EvidenceError, in one line, and OSError.
        """
        attachment, data = self._found(ref)
        if attachment.origin == "article" and attachment.location == key:
            raise EvidenceError(f"{printable(ref)}: a story does not prove itself")
        evidence = self._read_named(attachment, data, keep=True)
        return self.attachments.attach(key, attachment, data), evidence

    def read(self, ref: str) -> Evidence:
        """Read what `attach` would attach, without storing it. Raises EvidenceError, in one line, and OSError."""
        return self._read_named(*self._found(ref), keep=False)

    def _read_named(self, attachment: Attachment, data: bytes, *, keep: bool) -> Evidence:
        try:
            return self._read(attachment, data, keep=keep)
        except EvidenceError as error:
            raise EvidenceError(f"{printable(attachment.name)}: {error}") from error

    def _found(self, ref: str) -> tuple[Attachment, bytes]:
        """The evidence that `ref` names: a file, else a URL in the archive, else an article."""
        path = Path(ref).expanduser()
        try:
            if path.is_file():
                data = read_bytes(path)
                return _attachment(path.name, str(path.resolve()), "file", data), data
        except EvidenceError as error:
            raise EvidenceError(f"{printable(ref)}: {error}") from error
        except ValueError:
            pass  # not a file name
        archived = latest(self._library.home, ref) if "://" in ref else None
        if archived is not None and (page := archived.fetched(ref)) is not None:
            kind = page.content_type.partition(";")[0].strip().lower()
            return replace(_attachment(ref, ref, "page", page.data), media_type=kind or None), page.data
        entry = self._library.find(ref)
        if entry is None:
            raise EvidenceError(f"{printable(ref)}: no such file, archived page or article of the desk")
        return self._of_article(entry)

    def _of_article(self, entry: Entry) -> tuple[Attachment, bytes]:
        data = self._library.text(entry.version).encode("utf-8")
        return _attachment(entry.title, entry.key, "article", data), data

    def _read(self, attachment: Attachment, data: bytes, *, keep: bool = True) -> Evidence:
        """The evidence in these bytes, from its stored index if there is one. Raises EvidenceError, with a short
        reason.
        """
        home = self._library.home
        if attachment.origin == "article":
            reading = self._library.reading(attachment.sha256)
            found = article_as_evidence(attachment.name, data.decode("utf-8", "replace"), reading)
            return replace(found, sha256=attachment.sha256)
        stored = stored_index(home, attachment.sha256, attachment.name)
        if stored is not None:
            return stored
        read = read_as_evidence(attachment.name, data, self._sandbox, attachment.media_type)
        read = replace(read, sha256=attachment.sha256)
        if keep:
            store_index(home, read)
        return read

    def evidence(self, key: str, folders: Sequence[Path] = ()) -> tuple[list[Evidence], Dossier, list[str]]:
        """The current evidence of the story `key`, its dossier, and a line for each part that moved, changed or is
        unreadable.

        A changed file is attached again; a missing one is searched for in `folders` and its old folder, and otherwise
        the stored bytes are used. Raises EvidenceError for a damaged list, and OSError.
        """
        dossier = self.attachments.of(key)
        notices: list[str] = []
        found: list[Evidence] = []
        for each in dossier.attachments:
            try:
                attachment = self._renewed(key, each, folders, notices)
                stored = stored_index(self._library.home, attachment.sha256, attachment.name)
                read = stored if stored and attachment.origin != "article" else None
                read = read or self._read(attachment, self.attachments.data(attachment))
            except (EvidenceError, OSError) as error:
                notices.append(f"{printable(each.name)}: {describe_error(error)}")
                continue
            notices += [f"{printable(attachment.name)}: {warning}" for warning in read.warnings]
            found.append(read)
        return _with_names_of_their_own(found), dossier, notices

    def _renewed(self, key: str, attachment: Attachment, folders: Sequence[Path], notices: list[str]) -> Attachment:
        """The attachment updated from its file or article; adds a notice if it has changed."""
        try:
            now_there = self._as_it_is(attachment, folders)
        except (EvidenceError, OSError):
            return attachment
        if now_there is None:
            return attachment
        current, data = now_there
        if (current.sha256, current.location) == (attachment.sha256, attachment.location):
            return attachment
        if current.sha256 == attachment.sha256:
            notices.append(f"{printable(attachment.name)} moved to {printable(current.location)}")
        else:
            try:
                self._read(current, data)
            except EvidenceError as error:
                notices.append(f"{printable(attachment.name)} has changed and is not used as it is now: {error}")
                return attachment
            notices.append(f"{printable(attachment.name)} has changed since it was attached: read again")
        with contextlib.suppress(OSError):  # a read-only data folder
            return self.attachments.attach(key, current, data)
        return attachment

    def _as_it_is(self, attachment: Attachment, folders: Sequence[Path]) -> tuple[Attachment, bytes] | None:
        """The attachment and its current bytes; None if it is missing or cannot change."""
        if attachment.origin == "page":
            return None
        if attachment.origin == "article":
            entry = self._library.entry(attachment.location)
            return None if entry is None else self._of_article(entry)
        path: Path | None = Path(attachment.location)
        assert path is not None
        if not path.is_file():
            path = find_moved(attachment, list(folders), self._library.home)
        if path is None:
            return None
        data = read_bytes(path)
        return _attachment(path.name, str(path.resolve()), "file", data), data

    def prove(
        self, key: str, article: Article, rules: EditingRules, folders: Sequence[Path] = (), *, remember: bool = True
    ) -> StoryProof:
        """Prove every quote of the story `key`. Without evidence there are no proofs.

        Raises EvidenceError for a damaged list of evidence, and OSError.
        """
        evidence, dossier, notices = self.evidence(key, folders)
        if not dossier.attachments:
            return StoryProof()
        prover = prover_for(article, evidence, rules, dossier.speakers)
        proofs = list(prove(article, prover, evidence))
        verdicts = {proof.mark: proof.verdict.kind for proof in proofs if proof.verdict is not None}
        lines = _lines(article, proofs)
        known = (dict(dossier.verdicts), dossier.version, dict(dossier.lines))
        if remember and known != (verdicts, article.sha256, lines):
            with contextlib.suppress(OSError, EvidenceError):
                self.attachments.remember(key, verdicts, article.sha256, lines)
        return StoryProof(proofs, evidence, notices, list(changes(dossier.verdicts, proofs)))


def _lines(article: Article, proofs: Sequence[Proof]) -> dict[str, str]:
    """A line on each quote with verdicts, by its start; for several fragments, the one that proves least."""
    starts = {quote.id: str(quote.span.start) for quote in article.quotes}
    worst: dict[str, Verdict] = {}
    for proof in proofs:
        verdict, before = proof.verdict, worst.get(proof.quote)
        if verdict is not None and (before is None or ORDER.index(verdict.kind) > ORDER.index(before.kind)):
            worst[proof.quote] = verdict
    return {starts[quote]: _line(verdict) for quote, verdict in worst.items()}


def _line(verdict: Verdict) -> str:
    where = f": {verdict.evidence}, {place_in_words(verdict.place)}" if verdict.place else ""
    return f"{verdict.kind}{where}"


def changes(before: Mapping[str, str], proofs: Sequence[Proof]) -> Iterator[str]:
    """A line for each fragment whose verdict has changed.

    A fragment whose words or speaker have changed is compared with the most similar earlier one.
    """
    marks = {proof.mark for proof in proofs}
    left = [mark for mark in before if mark not in marks]
    for proof in proofs:
        if proof.verdict is None:
            continue
        mark = proof.mark
        if mark not in before:
            found = process.extractOne(mark, left, scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS)
            if found is None:
                continue
            mark = found[0]
            left.remove(mark)
        if before[mark] != proof.verdict.kind:
            yield f"was {printable(before[mark])}, is {proof.verdict.kind} now: “{_short(printable(proof.fragment))}”"


def _short(text: str, longest: int = 50) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]}…"


def _attachment(name: str, location: str, origin: Origin, data: bytes) -> Attachment:
    return Attachment(name, location, origin, hashlib.sha256(data).hexdigest(), len(data), now())


def _with_names_of_their_own(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, with a SHA-256 prefix added to any name that occurs twice."""
    names = [each.name for each in evidence]
    return [
        replace(each, name=f"{each.name} ({each.sha256[:6]})") if names.count(each.name) > 1 else each
        for each in evidence
    ]
