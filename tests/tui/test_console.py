"""What a command writes to a terminal: in the characters that the terminal has."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tui.console import fail, report, sent_to, set_quiet, write


class Screen(io.TextIOWrapper):
    """Standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("locale", "terminal", "seen"),
    [
        ("C", True, b'"Sao Paulo" ~'),
        ("C.UTF-8", True, "“São Paulo” …".encode()),
        ("C", False, "“São Paulo” …".encode()),
    ],
)
def test_a_terminal_gets_what_it_can_show_and_a_pipe_all(
    locale: str, terminal: bool, seen: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    written = io.BytesIO()
    stream = Screen(written, encoding="utf-8") if terminal else io.TextIOWrapper(written, encoding="utf-8")
    monkeypatch.setattr("sys.stdout", stream)
    write(["“São Paulo” …"], None, "x.txt")
    monkeypatch.undo()
    assert written.getvalue() == seen


@pytest.mark.parametrize(
    ("output", "made"),
    [("{tmp}/a.txt", "a.txt"), ("{tmp}", "default.txt"), ("{tmp}/new/", "new/default.txt"), ("{tmp}/x/../b", "b")],
)
def test_output_is_a_file_or_a_folder_everywhere(tmp_path: Path, output: str, made: str) -> None:
    (tmp_path / "x").mkdir()
    with sent_to(output.replace("{tmp}", str(tmp_path)), "default.txt"):
        print("é", end="\r\n")
    assert (tmp_path / made).read_bytes() == "é\r\n".encode()


@pytest.mark.parametrize("output", [None, "-"])
def test_without_a_file_it_is_standard_output(output: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    with sent_to(output, "default.txt"):
        print("here")
    assert capsys.readouterr().out == "here\n"


def test_a_command_that_fails_writes_no_file(tmp_path: Path) -> None:
    def half() -> None:
        with sent_to(str(tmp_path / "a"), "default.txt"):
            print("half")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        half()
    assert not list(tmp_path.iterdir())


def test_quiet_drops_reports_and_keeps_errors(capsys: pytest.CaptureFixture[str]) -> None:
    set_quiet(True)
    try:
        report("3 articles read")
        assert fail("no such file") == 1
    finally:
        set_quiet(False)
    assert capsys.readouterr().err == "copydesk: no such file\n"
