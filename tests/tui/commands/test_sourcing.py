"""`copydesk sourcing`: the picture on standard output, in a file, and what it says when it cannot."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import defusedxml.ElementTree as ElementTree
import pytest

from extract.types import Actor
from store.articles.library import Library
from store.articles.sources import Source, load
from store.notes.anchors import Anchor
from store.notes.note import About
from store.notes.notebook import Notebook
from store.sourcing.picture import Picture
from tests.store.sourcing.made import article
from tui.commands.sourcing import main
from tui.presenters.sourcing_text import lines, summary


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(argv)
    out, err = capsys.readouterr()
    return code, out, err


def test_a_report_of_one_article_in_80_columns(
    home: Path, seed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    code, out, err = run(capsys, str(seed), "--home", str(home))
    assert (code, err) == (0, "")
    assert all(len(line) <= 80 for line in out.splitlines())
    assert re.search(r"^US officials \(unnamed\) +\d+ +\d+ +[\d.]+% {2}[█▒░]+$", out, re.MULTILINE)
    assert "Claims by who stands behind them" in out
    assert "\nvoices: 4, and some unknown\n" in out
    for table in out.split("\n\n"):
        parts = re.findall(r"([\d.]+)%", table)
        assert not parts or round(sum(map(float, parts)), 6) == 100


def test_a_c_locale_gets_ascii(
    home: Path, seed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    code, out, _err = run(capsys, str(seed), "--home", str(home), "--by", "form")
    assert code == 0
    assert out.isascii()
    assert "# direct  + partly direct  - indirect" in out


def test_csv_json_and_svg(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(capsys, "--desk", "--home", str(home), "--format", "csv", "--by", "naming")
    assert code == 0
    assert [row["naming"] for row in csv.DictReader(io.StringIO(out))] == ["unnamed", "named", "unknown"]
    code, out, _err = run(capsys, "--desk", "--home", str(home), "--format", "json", "--by", "kind")
    data = json.loads(out)
    assert list(data["tables"]) == ["kind"]
    assert sum(row["quotes"] for row in data["tables"]["kind"]) == data["quotes"] > 0
    file = tmp_path / "voices.svg"
    assert run(capsys, "--desk", "--home", str(home), "--format", "svg", "-o", str(file))[:2] == (0, "")
    assert "who speaks" in (ElementTree.fromstring(file.read_bytes())[0].text or "")


def test_what_people_corrected_counts(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = Library(home)
    (entry,) = library.entries()
    reading = library.reading(entry.version)
    assert reading is not None
    with_liu = next(quote for quote in reading.quotes if reading.actor(quote.actor).name == "Liu Pengyu")  # type: ignore[union-attr]
    book = Notebook.open(home, author="ada")
    book.add(
        article=entry.key, version=entry.version, anchor=Anchor.of(reading.text, with_liu.span), body="",
        type="reading", status="done", about=About("quote", actor="Somebody Else", fix="speaker"),
    )  # fmt: skip
    book.close()
    code, out, _err = run(capsys, entry.key, "--home", str(home), "--by", "actor", "--format", "csv")
    assert code == 0
    quote_counts = {row["actor"]: row["quotes"] for row in csv.DictReader(io.StringIO(out))}
    assert (quote_counts["Somebody Else"], quote_counts["Liu Pengyu"]) == ("1", "1")


def test_what_was_never_read_is_read_or_reported(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "new.txt"
    file.write_text('"We are done," Mayor Bronwyn Tuckwell said.\n', encoding="utf-8")
    key = Library(home).keep(load(Source("file", str(file)))).key
    code, out, _err = run(capsys, "--desk", "--home", str(home))
    assert code == 0
    assert "1 article not counted yet: not read" in out
    code, out, _err = run(capsys, key, "--home", str(home))
    assert code == 0
    assert "Bronwyn Tuckwell" in out
    assert Library(home).find(key).quotes is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("argv", "code"), [(["nope"], 1), ([], 2), (["x", "--desk"], 2), (["--desk", "--top", "0"], 2), (["--by", "x"], 2)]
)
def test_one_line_says_what_is_wrong(
    home: Path, capsys: pytest.CaptureFixture[str], argv: list[str], code: int
) -> None:
    if code == 2:
        with pytest.raises(SystemExit, match="2"):
            main([*argv, "--home", str(home)])
    else:
        assert main([*argv, "--home", str(home)]) == code
    assert "Traceback" not in capsys.readouterr().err


def test_a_row_that_sums_up_others_has_no_bar() -> None:
    picture = Picture()
    for number in range(6):
        picture.add(*article(str(number), [(Actor(f"a{number}", f"Name {number}", "person"), "one two three")]))
    shown = list(lines(picture, ("actor",), "Sourcing", top=2))
    [others] = [line for line in shown if line.startswith("4 others")]
    assert others.endswith("%")
    [first] = [line for line in shown if line.startswith("Name 0")]
    assert first.endswith("█" * 24), "the others are no measure for the rest"


def test_a_file_that_cannot_be_written_is_named(home: Path, seed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for output, fault in (("/dev/full", "/dev/full: No space left on device"), ("/proc/x", "/proc: ")):
        code, out, err = run(capsys, str(seed), "--home", str(home), "--format", "csv", "-o", output)
        assert (code, out) == (1, "")
        assert err.startswith(f"copydesk: {fault}")


def test_how_many_voices_articles_have_is_reported_without_noughts() -> None:
    who, other = Actor("a1", "Ann Lee", "person"), Actor("a2", "Bo Karim", "person")
    picture = Picture()
    for key, sayings in {"a": [(who, "x"), (other, "y")], "b": [(who, "x"), (other, "y")], "c": []}.items():
        picture.add(*article(key, sayings))
    assert list(summary(picture))[-1] == "voices: several in 2 articles, no quotes in 1"
    picture.add(*article("d", [(who, "x")]))
    picture.add(*article("e", [(who, "x"), (None, "y")]))
    picture.add(*article("f", [(None, "y")]))
    assert list(summary(picture))[2:] == [
        "voices: several in 2 articles, one in 1 (1 with one quote only),",
        "        perhaps one in 1, unknown in 1, no quotes in 1",
    ]


def test_what_a_label_says_of_somebody_nameless_is_whole_or_not_there() -> None:
    picture = Picture()
    officials, long = Actor("a1", "officials", "group"), Actor("a2", "anonymous senior US official", "anonymous")
    picture.add(*article("a", [(officials, "one two"), (long, "three")]))
    shown = "\n".join(lines(picture, ("actor",), "Sourcing", top=5))
    assert "\nofficials (unnamed)  " in shown
    assert "\nanonymous senior US official  " in shown
