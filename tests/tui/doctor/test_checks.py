"""What `copydesk doctor` finds, on real folders, and that it changes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract.parse import model_files
from store.articles.library import Library
from store.articles.sources import Loaded
from store.catalogue.catalogue import Catalogue
from store.notes.notebook import Notebook
from tests.terminal.pty import Terminal, copydesk
from tui.doctor import checks
from tui.doctor.checks import Check, check_all
from tui.doctor.doctor_command import main

ENV = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A sound data folder with an article, a notebook and an index."""
    folder = tmp_path / "desk"
    library = Library(folder)
    library.keep(Loaded("a.txt", "a", "“Yes,” said Ada Moreno.\n"))
    Notebook.open(folder, author="ada").close()
    catalogue = Catalogue(folder, library)
    catalogue.refresh()
    catalogue.close()
    folder.chmod(0o700)
    return folder


def found(home: Path, env: dict[str, str] = ENV) -> dict[str, Check]:
    """The checks by name, with a configuration beside `home`."""
    return {check.name: check for check in check_all(home, home.parent / "config", env)}


def test_a_sound_desk_has_no_problem_and_no_advice(home: Path) -> None:
    report = found(home)
    del report["terminal"]  # the tests have none
    assert [each for each in report.values() if each.state != "ok" or each.advice] == []
    assert set(report) == {
        "colours", "locale", "clipboard", "python", "model", "config", "data folder", "locks", "modes", "links", "disk",
        "index", "files",
    }  # fmt: skip


def test_everything_that_is_not_ok_has_advice(home: Path) -> None:
    (home / "notes.json").write_text("{")
    home.chmod(0o777)
    for check in found(home, {"NO_COLOR": "1", "LANG": "C", "STY": "1"}).values():
        assert (check.advice == "") == (check.state == "ok"), check


def test_nothing_is_changed(home: Path) -> None:
    def state() -> dict[str, tuple[int, bytes]]:
        files = (path for path in home.rglob("*") if path.is_file())
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = state()
    found(home)
    assert state() == before


@pytest.mark.parametrize(
    ("env", "name", "detail"),
    [
        ({"NO_COLOR": "1"}, "colours", "NO_COLOR is set"),
        ({"TERM": "vt100"}, "colours", "TERM=vt100 has none"),
        ({"LANG": "C"}, "locale", "C: ascii"),
        ({"LANG": "de_DE.ISO-8859-1"}, "locale", "de_DE.ISO-8859-1: "),
        ({"TMUX": "/tmp/x"}, "clipboard", "tmux"),
    ],
)
def test_a_limit_of_the_terminal_is_a_note(home: Path, env: dict[str, str], name: str, detail: str) -> None:
    check = found(home, ENV | env)[name]
    assert check.state == "note"
    assert detail in check.detail


def test_what_anybody_can_change_is_a_problem(home: Path) -> None:
    home.chmod(0o707)
    assert found(home)["modes"].state == "problem"
    home.chmod(0o750)
    assert found(home)["modes"].state == "ok"
    home.chmod(0o770)
    assert "chmod g+s" in found(home)["modes"].advice
    home.chmod(0o2770)
    assert found(home)["modes"].state == "ok"


def test_a_damaged_index_file_and_configuration_are_problems(home: Path) -> None:
    index = home / "desk.sqlite"
    index.write_bytes(index.read_bytes()[:100] + os.urandom(index.stat().st_size - 100))
    next((home / "articles/texts").iterdir()).write_text("another text")
    (home.parent / "config").mkdir()
    (home.parent / "config/config.toml").write_text('theme = "pink"\n')
    report = found(home)
    assert (report["index"].state, report["files"].state, report["config"].state) == ("problem",) * 3
    assert "config.toml:1: theme" in report["config"].detail


def test_a_link_out_of_the_folder_is_named(home: Path) -> None:
    (home / "rules.toml").symlink_to("/srv/rules.toml")
    assert found(home)["links"].detail == "1: rules.toml leads to /srv/rules.toml"


def test_a_missing_folder_is_a_note_and_a_file_in_its_place_a_problem(home: Path) -> None:
    assert found(home / "none")["data folder"].state == "note"
    (home / "file").touch()
    assert found(home / "file")["data folder"].state == "problem"


def test_a_changed_file_of_the_model_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "copydesk_test_model-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: copydesk-test-model\nVersion: 1\n")
    (info / "RECORD").write_text("weights,sha256=ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0,3\n")
    (tmp_path / "weights").write_text("abc")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(checks, "MODEL", "copydesk-test-model")
    monkeypatch.setattr(model_files, "changed_files", lambda _folder: [])
    assert checks.model().state == "ok"
    (tmp_path / "weights").write_text("abd")
    assert (checks.model().state, checks.model().detail.endswith("weights")) == ("problem", True)
    (tmp_path / "weights").unlink()
    assert checks.model().state == "problem"


def test_a_model_that_is_not_the_pinned_one_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.model().state == "ok"
    monkeypatch.setattr(model_files, "changed_files", lambda _folder: ["parser/model"])
    assert (checks.model().state, checks.model().detail.endswith("pinned: parser/model")) == ("problem", True)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can mount")
def test_a_full_disk_and_a_read_only_one_are_problems(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "none", folder], capture_output=True
    ).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        assert found(folder)["disk"].state == "problem"
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        assert found(folder)["data folder"].state == "problem"
    finally:
        subprocess.run(["umount", folder], check=True)


def test_the_exit_code_says_whether_there_is_a_problem(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(home), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["name"] for row in rows} >= {"terminal", "model", "files"}
    home.chmod(0o777)
    assert main(["--home", str(home)]) == 1
    assert "PROBLEM" in capsys.readouterr().out


def test_a_terminal_is_seen_with_its_size(home: Path) -> None:
    env = {**ENV, "COPYDESK_HOME": str(home), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    with Terminal(copydesk("doctor"), size=(100, 40), env=env) as terminal:
        terminal.wait_for(r"ok +terminal +xterm-256color, 100x40")
        assert terminal.wait_exit() == 0
