"""Completions and manual pages: what is generated from the parsers is current, and the shells really complete."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import time
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT
from tests.terminal.pty import Terminal
from tui.cli import COMMANDS
from tui.completions.completion_command import FILES, main

SCRIPTS = ROOT / "tui/completions"
BASH = """
source {script}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
_shtab_copydesk copydesk "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD - 1]}}"
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
LIMIT_SECONDS = 0.15
"""Longest that a person may wait for an article's key, the shell's own start included."""


def needed(tool: str) -> None:
    """Skip the test where `tool` is not installed, but not in CI."""
    if shutil.which(tool) is None:
        assert "CI" not in os.environ, f"{tool} is not installed"
        pytest.skip(f"{tool} is not installed")


def generator() -> ModuleType:
    """`docs/commands.py`, which no package holds."""
    spec = importlib.util.spec_from_file_location("docs_commands", ROOT / "docs/commands.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the records of two articles, which the environment names."""
    articles = tmp_path / "desk/articles"
    articles.mkdir(parents=True)
    for key in ("ferry-1a2b", "mine-3c4d"):
        (articles / f"{key}.json").write_text("{}")
    monkeypatch.setenv("COPYDESK_HOME", str(articles.parent))
    return articles.parent


def bash(*words: str) -> list[str]:
    """What bash offers after `words`."""
    script = BASH.format(script=SCRIPTS / FILES["bash"])
    done = subprocess.run(["bash", "-c", script, "bash", *words], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_what_is_generated_is_current() -> None:
    for path, text in generator().generated().items():
        assert path.read_text(encoding="utf-8") == text, f"{path} is not current: run make docs"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_manual_page_with_every_section(name: str) -> None:
    page = (ROOT / f"docs/man/copydesk-{name}.1").read_text(encoding="utf-8")
    for heading in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO"):
        assert f"\n.SH {heading}\n" in page


def test_manual_pages_are_clean_roff() -> None:
    needed("groff")
    for page in sorted((ROOT / "docs/man").iterdir()):
        done = subprocess.run(["groff", "-Kutf8", "-man", "-Tutf8", "-ww", "-z", page], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, ""), page


def test_bash_completes_commands_options_values_and_keys(desk: Path) -> None:
    assert bash("copydesk", "ch") == ["check"]
    assert "--fail-on" in bash("copydesk", "check", "--")
    assert bash("copydesk", "check", "--fail-on", "") == ["error", "warning", "note"]
    assert bash("copydesk", "check", "fer") == ["ferry-1a2b"]
    assert bash("copydesk", "check", "nothing") == []


def test_bash_completes_a_key_in_time(desk: Path) -> None:
    for i in range(5_000):
        (desk / f"articles/wire-{i:04}.json").write_text("{}")
    durations = []
    for _ in range(5):
        start = time.monotonic()
        assert bash("copydesk", "check", "wire-499")[0] == "wire-4990"
        durations.append(time.monotonic() - start)
    assert min(durations) <= LIMIT_SECONDS


def test_fish_completes_commands_options_values_and_keys(desk: Path) -> None:
    needed("fish")

    def fish(line: str) -> list[str]:
        code = f"source {SCRIPTS / FILES['fish']}; complete -C {line!r}"
        done = subprocess.run(["fish", "--no-config", "-c", code], capture_output=True, text=True, check=True)
        assert done.stderr == ""
        return [row.partition("\t")[0] for row in done.stdout.splitlines()]

    assert fish("copydesk ch") == ["check"]
    assert fish("copydesk check --fail-on ") == ["error", "warning", "note"]
    assert fish("copydesk check --fai") == ["--fail-on"]
    assert fish("copydesk check fer") == ["ferry-1a2b"]


def test_zsh_completes_commands_options_and_keys(desk: Path, tmp_path: Path) -> None:
    needed("zsh")
    env = {"COPYDESK_HOME": str(desk), "ZDOTDIR": str(tmp_path), "PATH": os.environ["PATH"]}
    (tmp_path / ".zshrc").write_text(
        f"PS1='%% '; fpath=({SCRIPTS} $fpath); autoload -Uz compinit; compinit -u -d {tmp_path}/dump\n"
    )
    with Terminal(["zsh", "-i"], size=(100, 30), env=env) as terminal:
        terminal.wait_for("%")
        terminal.type("copydesk che\t")
        terminal.wait_for("copydesk check")
        terminal.type("--fai\t")
        terminal.wait_for("--fail-on")
        terminal.type("note fer\t")
        terminal.wait_for("note ferry-1a2b")


@pytest.mark.parametrize("shell", FILES)
def test_the_script_of_each_shell_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([shell]) == 0
    assert capsys.readouterr().out == (SCRIPTS / FILES[shell]).read_text(encoding="utf-8")
