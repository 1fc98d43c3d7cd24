"""The process that proves for the screen: the same proofs, one line for every failure, and a login's limits."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.reader import Reader
from store.articles.library import Library
from store.disk.boundary import Boundary, set_boundary
from store.evidence.proof_process import ProofProcess
from store.evidence.rules import EditingRules
from store.evidence.story_proof import EvidenceRoom
from store.evidence.transcript_reading import EvidenceError
from store.processes.parser import Sandbox

TEXT = "Harbour\n\n“The ferry leaks in every storm,” said Ola Dahl. Dahl said that nobody cared about it at all.\n"
VTT = "WEBVTT\n\n00:00:06.000 --> 00:00:09.000\n<v Ola Dahl>The ferry, um, leaks in each storm.\n"


@pytest.fixture
def process(tmp_path: Path) -> Iterator[ProofProcess]:
    made = ProofProcess(tmp_path / "desk", 20)
    yield made
    made.close()


def test_the_process_gives_the_same_proofs(process: ProofProcess, tmp_path: Path) -> None:
    hearing = tmp_path / "hearing.vtt"
    hearing.write_text(VTT, encoding="utf-8")
    assert process.attach("story", str(hearing)) == ("hearing.vtt", 7, [])
    article = Reader().read(TEXT, id="story", source="story.txt")
    found = process.prove("story", article, EditingRules(), [tmp_path])
    sandbox = Sandbox()
    same = EvidenceRoom(Library(tmp_path / "desk"), sandbox).prove("story", article, EditingRules())
    sandbox.close()
    assert found.proofs[0].verdict is not None
    assert found.proofs[0].verdict.kind == "altered"
    assert [dataclasses.asdict(proof) for proof in found.proofs] == [dataclasses.asdict(each) for each in same.proofs]
    assert found.hashes == same.hashes
    assert found.files == (str(hearing),)
    context = found.contexts[0]
    verdict = found.proofs[0].verdict
    assert context is not None
    assert verdict is not None
    assert verdict.place is not None
    start = verdict.place.start - context.start
    assert context.text[start:].startswith("The ferry, um, leaks")


def test_a_failure_is_one_line(process: ProofProcess) -> None:
    with pytest.raises(EvidenceError, match=r"^nothing\.vtt: no such file, archived page or article of the desk$"):
        process.attach("story", "nothing.vtt")


def test_a_restricted_login_attaches_only_what_it_may_read(process: ProofProcess, tmp_path: Path) -> None:
    for name in ("wire", "secret"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "hearing.vtt").write_text(VTT, encoding="utf-8")
    set_boundary(Boundary(tmp_path / "desk", tmp_path / "exports", (tmp_path / "wire",), author="ada"))
    try:
        assert process.attach("story", str(tmp_path / "wire" / "hearing.vtt"))[0] == "hearing.vtt"
        with pytest.raises(EvidenceError, match="this login may not read it"):
            process.attach("story", str(tmp_path / "secret" / "hearing.vtt"))
    finally:
        set_boundary(None)
