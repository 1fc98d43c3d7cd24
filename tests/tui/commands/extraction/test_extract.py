"""`copydesk extract` as a process: the contract, the formats, the exit codes."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from store.interchange.records import QUOTE_COLUMNS
from tests.conftest import ROOT
from tui.commands.extraction.extract import main as extract
from tui.commands.extraction.extract_output import LEAD

SCHEMA = json.loads((ROOT / "docs" / "extraction.schema.json").read_text())


def run(*args: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run `copydesk extract` as a user would."""
    return subprocess.run(
        [sys.executable, "-m", "tui", "extract", *args], input=stdin, capture_output=True, cwd=cwd or ROOT, check=False
    )


@pytest.fixture(scope="module")
def seed_json(request: pytest.FixtureRequest) -> dict[str, Any]:
    done = run("seeds/us-china-russia.txt", "--format", "json")
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_the_seed_article_is_printed_in_the_contract(seed_json: dict[str, Any], seed: Path) -> None:
    jsonschema.validate(seed_json, SCHEMA)
    assert seed_json["text"] == seed.read_text(encoding="utf-8")
    assert seed_json["id"] == "us-china-russia"
    assert seed_json["source"] == "seeds/us-china-russia.txt"


def test_every_offset_fits_its_text(seed_json: dict[str, Any]) -> None:
    text = seed_json["text"]
    spans = [f for q in seed_json["quotes"] for f in [*q["fragments"], q["speaker"], q["cue"], q["addressee"]] if f]
    spans += [m for a in seed_json["actors"] for m in a["mentions"]]
    assert len(spans) > 50
    assert all(text[s["start"] : s["end"]] == s["text"] for s in spans)


def test_a_name_behind_which_there_is_nothing_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("He said no.")
    (tmp_path / "empty").mkdir()
    names = [str(tmp_path / name) for name in ("a.txt", "gone.txt", "empty", "b.txt", "a.txt")]
    assert extract([*names, "--format", "jsonl"]) == 1
    captured = capsys.readouterr()
    assert [json.loads(line)["id"] for line in captured.out.splitlines()] == ["a", "b"]
    assert [line.rpartition("/")[2].partition(":")[0] for line in captured.err.splitlines()] == ["gone.txt", "empty"]
    assert extract(names[1:3]) == 1
    assert capsys.readouterr().out == ""


def test_what_may_not_be_used_yet_says_so(tmp_path: Path) -> None:
    for name, more in (
        ("held", {"embargoed": "2099-01-05T06:00:00+01:00"}),
        ("free", {"embargoed": "2020-01-05T06:00:00Z"}),
    ):
        item = {"uri": f"urn:{name}", "pubstatus": "withheld", "body_text": '"No," Ann Lee said.', **more}
        (tmp_path / f"{name}.json").write_text(json.dumps(item))
    status = "WITHHELD by the sender: do not use"
    for jobs in ("1", "2"):
        done = run(str(tmp_path), "--format", "jsonl", "--jobs", jobs)
        rows = {row["id"]: row["warnings"] for row in map(json.loads, done.stdout.splitlines())}
        assert rows == {"free": [status], "held": [status, "EMBARGOED until 5 Jan 2099 05:00 UTC"]}


def test_a_folder_comes_a_line_an_article_and_one_bad_file_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text('"No," said Ann Lee, the mayor.', encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(b'\xef\xbb\xbf"Yes," he said.\r\nMore.\r')
    (tmp_path / "c.txt").write_bytes(b"\x7fELF\x00\x01\x02")
    done = run(str(tmp_path), "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["a", "b"]
    assert rows[0]["text"] == '"Yes," he said.\nMore.\n'
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"c.txt" in done.stderr


def test_standard_input_and_csv() -> None:
    done = run("-", "--format", "csv", stdin="“=1+1 is two,” said Ann Lee, the mayor of Springfield.".encode())
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert [row["content"] for row in rows] == ["'=1+1 is two"]
    assert rows[0]["actor"] == "Ann Lee"
    assert list(rows[0]) == [*LEAD, *QUOTE_COLUMNS]
    assert done.stdout.startswith(b'"article","key","source",')
    assert done.stdout.endswith(b"\r\n")


def test_hostile_text_is_given_back_verbatim(tmp_path: Path) -> None:
    texts = ["", "\x00", "\u202e\ufeff", "a" * 50_000, '“‘"', "e\u0301\U0001f469\u200d\U0001f680"]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    done = run(str(tmp_path), "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    for answer in answers:
        jsonschema.validate(answer, SCHEMA)
    assert [answer["text"] for answer in answers] == texts


@pytest.mark.parametrize(
    ("args", "words"),
    [(["none.txt"], b"none.txt"), (["."], b"no articles"), (["ftp://x/y"], b"http")],
)
def test_what_cannot_be_read_is_one_line_and_a_code(args: list[str], words: bytes, tmp_path: Path) -> None:
    done = run(*args, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert words in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_went_away_is_no_error_message(seed: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m tui extract seeds --format json | head -c 10",
        shell=True,
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert done.stdout == b'[\n{"schema'[:10]
    assert [line for line in done.stderr.splitlines() if b"skipped" not in line] == []
