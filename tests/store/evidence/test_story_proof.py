"""What is attached to a story: kept by its bytes, found again, read again when it changed, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.reader import Reader
from extract.types import Article
from store.articles.library import Library
from store.articles.sources import Loaded
from store.evidence.attachments import Attachments
from store.evidence.kept_evidence import index_path
from store.evidence.rules import EditingRules
from store.evidence.story_proof import EvidenceRoom
from store.evidence.transcript_reading import EvidenceError
from store.evidence.verdicts import Verdict
from store.processes.parser import Sandbox
from store.web.originals import keep
from store.web.pages import Fetched

TEXT = "Harbour\n\n“The ferry leaks in every storm,” said Ola Dahl, who leads the union, on Monday.\n"
VTT = "WEBVTT\n\n00:00:06.000 --> 00:00:09.000\n<v Ola Dahl>The ferry leaks in every storm and nobody cares.\n"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[EvidenceRoom]:
    sandbox = Sandbox()
    yield EvidenceRoom(Library(tmp_path / "desk"), sandbox)
    sandbox.close()


@pytest.fixture(scope="module")
def article() -> Article:
    return Reader().read(TEXT, id="story", source="story.txt")


@pytest.fixture
def hearing(tmp_path: Path) -> Path:
    path = tmp_path / "work" / "hearing.vtt"
    path.parent.mkdir()
    path.write_text(VTT, encoding="utf-8")
    return path


def verdict(room: EvidenceRoom, article: Article) -> Verdict:
    (proof,) = room.prove("story", article, EditingRules()).proofs
    assert proof.verdict is not None
    return proof.verdict


def test_a_file_that_is_missing_still_proves(room: EvidenceRoom, article: Article, hearing: Path) -> None:
    attachment, _evidence = room.attach("story", str(hearing))
    hearing.unlink()
    assert verdict(room, article).kind == "verbatim"
    assert room.attachments.data(attachment) == VTT.encode()


def test_a_file_that_moved_is_found_again(room: EvidenceRoom, article: Article, hearing: Path) -> None:
    room.attach("story", str(hearing))
    moved = hearing.parent / "archive" / "renamed.vtt"
    moved.parent.mkdir()
    hearing.rename(moved)
    found = room.prove("story", article, EditingRules())
    assert any("moved to" in line for line in found.notices)
    (attachment,) = room.attachments.of("story").attachments
    assert attachment.location == str(moved)


def test_a_file_that_changed_is_read_again_and_its_old_bytes_are_stored(
    room: EvidenceRoom, article: Article, hearing: Path
) -> None:
    before, _evidence = room.attach("story", str(hearing))
    assert verdict(room, article).kind == "verbatim"
    hearing.write_text(VTT.replace("storm", "winter"), encoding="utf-8")
    found = room.prove("story", article, EditingRules())
    assert list(found.changes) == ["was verbatim, is altered now: “The ferry leaks in every storm”"]
    (now,) = room.attachments.of("story").attachments
    assert now.earlier == (before.sha256,)
    assert room.attachments.data(before) == VTT.encode()
    assert not room.prove("story", article, EditingRules()).changes, "reported once"


def test_a_change_that_cannot_be_read_does_not_replace_what_can(
    room: EvidenceRoom, article: Article, hearing: Path
) -> None:
    room.attach("story", str(hearing))
    hearing.write_bytes(b"WEBVTT\n")
    found = room.prove("story", article, EditingRules())
    assert found.notices == ["hearing.vtt has changed and is not used as it is now: nobody speaks in it"]
    assert verdict(room, article).kind == "verbatim"


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other"])
def test_a_damaged_index_is_made_again(
    room: EvidenceRoom, article: Article, hearing: Path, tmp_path: Path, damage: str
) -> None:
    attachment, _evidence = room.attach("story", str(hearing))
    path = index_path(tmp_path / "desk", attachment.sha256)
    data = path.read_bytes()
    flipped = bytearray(data)
    flipped[len(data) // 2] ^= 1
    path.write_bytes({"cut": data[:-9], "flipped": bytes(flipped), "empty": b"", "other": b"{}\n" * 40}[damage])
    assert verdict(room, article).kind == "verbatim"
    assert path.read_bytes() == data


def test_a_damaged_list_is_one_line_and_is_not_overwritten(
    room: EvidenceRoom, article: Article, hearing: Path, tmp_path: Path
) -> None:
    room.attach("story", str(hearing))
    path = tmp_path / "desk" / "evidence" / "story.json"
    path.write_text('{"schema": "copydesk.evidence/1", "article": "story", "evidence": [{}]}')
    for work in (lambda: room.prove("story", article, EditingRules()), lambda: room.attach("story", str(hearing))):
        with pytest.raises(EvidenceError, match=r"story\.json is damaged"):
            work()
    assert "[{}]" in path.read_text()


def test_damaged_bytes_are_a_notice(room: EvidenceRoom, article: Article, hearing: Path, tmp_path: Path) -> None:
    attachment, _evidence = room.attach("story", str(hearing))
    hearing.unlink()
    index_path(tmp_path / "desk", attachment.sha256).unlink()
    (tmp_path / "desk" / "evidence" / "files" / attachment.sha256).write_bytes(b"other")
    (notice,) = room.prove("story", article, EditingRules()).notices
    assert notice.endswith("is damaged")


def test_articles_of_the_desk_and_archived_pages_are_evidence(
    room: EvidenceRoom, article: Article, tmp_path: Path
) -> None:
    library = Library(tmp_path / "desk")
    entry = library.keep(Loaded("wire.txt", "wire", TEXT, title="Wire report", location="/wire.txt"))
    attachment, _evidence = room.attach("story", "Wire report")
    assert (attachment.origin, attachment.location) == ("article", entry.key)
    page = b"<html><body><article><p>The ferry leaks in every storm, the union said on Monday at length.</p></article>"
    keep(tmp_path / "desk", Fetched("https://a.example/x", "text/html", page, time="2026-01-01T00:00:00Z"))
    attachment, _evidence = room.attach("story", "https://a.example/x")
    assert (attachment.origin, attachment.media_type) == ("page", "text/html")
    assert verdict(room, article).kind == "verbatim"
    with pytest.raises(EvidenceError, match="does not prove itself"):
        room.attach(entry.key, "Wire report")


def test_what_an_article_quotes_is_its_speakers(room: EvidenceRoom, article: Article, tmp_path: Path) -> None:
    library = Library(tmp_path / "desk")
    other = TEXT.replace("Ola Dahl", "Kari Lund")
    entry = library.keep(Loaded("wire.txt", "wire", other, title="Wire report", location="/wire.txt"))
    library.keep_reading(entry.key, Reader().read(other, id="wire", source="wire.txt"))
    room.attach("story", entry.key)
    assert verdict(room, article).kind == "misattributed"


def test_a_label_that_a_person_matched_is_remembered(room: EvidenceRoom, article: Article, hearing: Path) -> None:
    hearing.write_text(VTT.replace("Ola Dahl", "Chair"), encoding="utf-8")
    room.attach("story", str(hearing))
    assert verdict(room, article).kind == "misattributed"
    Attachments(room.attachments.home).name_speaker("story", "CHAIR", "Ola Dahl")
    assert verdict(room, article).kind == "verbatim"
    room.attachments.name_speaker("story", "Chair", None)
    assert verdict(room, article).kind == "misattributed"


def test_evidence_is_detached_by_place_name_or_hash(room: EvidenceRoom, hearing: Path) -> None:
    for ref in (str(hearing), "hearing.vtt", "sha"):
        attachment, _evidence = room.attach("story", str(hearing))
        assert room.attachments.detach("story", attachment.sha256[:8] if ref == "sha" else ref) is not None
        assert not room.attachments.of("story").attachments
    assert room.attachments.detach("story", "hearing.vtt") is None


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.vtt", b"", "nobody speaks in it|no words in it"),
        ("a.pdf", b"%PDF-1.4 broken", "a broken PDF"),
        ("a.docx", b"PK\x03\x04broken", "broken|not a|damaged|ZIP"),
        ("a.bin", b"\x00\x01\x02\x03" * 100, "binary|a.bin"),
    ],
)
def test_what_cannot_be_read_is_not_attached(
    room: EvidenceRoom, tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(EvidenceError, match=reason) as caught:
        room.attach("story", str(path))
    assert "\n" not in str(caught.value)
    assert not room.attachments.of("story").attachments
