"""`copydesk prove` and the gate with evidence: verdicts, formats and the three ways they end."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tui.commands.check import main as check
from tui.commands.prove import main

TRANSCRIPT = """\
WEBVTT

00:00:01.000 --> 00:00:05.000
<v Kari Lund>We will not close the harbour this year, um, whatever the county says.

00:00:06.000 --> 00:00:09.000
<v Ola Dahl>The ferry leaks in every storm and nobody repairs it.
"""
STORY = """\
Harbour stays open

“We will not close the harbour this year, whatever the county says,” said mayor Kari Lund on Monday.

“The ferry leaks in every storm,” said Ola Dahl, who leads the union.

Lund said that the harbour would be kept open for a long time.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    (tmp_path / "hearing.vtt").write_text(TRANSCRIPT, encoding="utf-8")
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], story: Path, *argv: str) -> tuple[int, str, str]:
    home = story.parent / "desk"
    code = main([str(story), "--against", str(story.parent / "hearing.vtt"), "--home", str(home), *argv])
    out, err = capsys.readouterr()
    assert not home.exists(), "nothing is kept"
    return code, out, err


def test_a_real_quote_is_proven(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, story)
    assert (code, err) == (0, "")
    assert "  edited          “We will not close the harbour this year, whatever the county says”  Kari Lund\n" in out
    assert "      hearing.vtt, 00:00:01.000, Kari Lund\n      left out: um\n" in out
    assert "  verbatim        “The ferry leaks in every storm”  Ola Dahl\n" in out
    assert "  paraphrase      " in out
    assert out.endswith("1 edited, 1 verbatim\n")


@pytest.mark.parametrize(
    ("old", "new", "kind", "rule"),
    [
        ("this year, whatever", "this winter, whatever", "altered", "quote-altered"),
        ("will not close", "will close", "altered", "quote-altered"),
        ("this year, whatever the county says", "this year and nobody repairs it", "spliced", "quote-altered"),
        ("The ferry leaks in every storm", "A dragon guards the sleepy lighthouse", "not found", "quote-unproven"),
        ("said Ola Dahl, who", "said Jon Berg, who", "misattributed", "quote-misattributed"),
        ("“We will not close the harbour this", "“Close the harbour this", "cut", "quote-cut"),
    ],
)  # fmt: skip
def test_an_invented_quote_is_found_by_both_commands(
    old: str, new: str, kind: str, rule: str, story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in STORY
    story.write_text(STORY.replace(old, new), encoding="utf-8")
    code, out, _err = run(capsys, story, "--format", "json")
    kinds = [row["verdict"] for row in json.loads(out)["quotes"]]
    assert (code, kind in kinds) == (1, True), kinds
    argv = [str(story), "--against", str(story.parent / "hearing.vtt"), "--home", str(story.parent / "desk"), "--alone"]
    assert check([*argv, "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert rule in {each["rule"] for each in findings}


def test_every_format(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story.write_text(STORY.replace("every storm", "every breeze"), encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run(capsys, story, "--format", "csv")[1], newline="")))
    assert [row["verdict"] for row in rows] == ["edited", "altered", ""]
    log = json.loads(run(capsys, story, "--format", "sarif")[1])
    (result,) = log["runs"][0]["results"]
    assert result["ruleId"] == "quote-altered"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 5
    sheet = run(capsys, story, "--format", "md")[1]
    assert "\n## altered\n\n> The ferry leaks in every breeze\n" in sheet
    assert "hearing.vtt, 00:00:06.000, Ola Dahl" in sheet


@pytest.mark.parametrize(("name", "content"), [("none.vtt", None), ("empty.srt", b""), ("noise.json", b"{}")])
def test_evidence_that_cannot_be_read_is_an_error(
    name: str, content: bytes | None, story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = story.parent / name
    if content is not None:
        file.write_bytes(content)
    code = main([str(story), "--against", str(file), "--home", str(story.parent / "desk")])
    out, err = capsys.readouterr()
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert name in err


def test_the_stylebook_has_the_rules_of_editing(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    style = story.parent / "stylebook.toml"
    style.write_text("[quotes]\nfillers = []\n", encoding="utf-8")
    assert "altered" in run(capsys, story, "--stylebook", str(style))[1]
    style.write_text("[quotes]\nfillers = 3\n", encoding="utf-8")
    code, _out, err = run(capsys, story, "--stylebook", str(style))
    assert (code, err.endswith("stylebook.toml:2: quotes.fillers: must be a list of words\n")) == (2, True), err
