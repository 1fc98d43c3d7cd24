"""The table of commands: each row is there, has a `main`, and is in the help."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path

import pytest

from store.feeds.subscriptions import Subscription, Subscriptions
from tests.conftest import ROOT
from tui import __version__
from tui.cli import COMMANDS, desk_parser, run

HELPERS = {"argument_parser", "collection", "extract_batch", "extract_explanation", "extract_output"}
"""Modules of `tui.commands` that are no commands."""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_module_with_a_main_and_a_line_of_help(name: str) -> None:
    command = COMMANDS[name]
    main = import_module(command.module).main
    assert len(inspect.signature(main).parameters) == 1 + command.runs_commands
    assert f"  copydesk {name} ... " in desk_parser().format_help()
    assert command.summary in desk_parser().format_help()


def test_every_module_of_commands_is_in_the_table() -> None:
    modules = {file.stem for file in (ROOT / "tui" / "commands").glob("*.py")} - {"__init__"} - HELPERS
    assert {f"tui.commands.{name}" for name in modules} <= {command.module for command in COMMANDS.values()}


@pytest.mark.parametrize(
    ("typed", "meant"), [("extrakt", "extract"), ("Lists", "list"), ("sourcng", "sourcing"), ("ssh-logn", "ssh-login")]
)
def test_a_mistyped_command_never_opens_the_app(typed: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    for argv in ([typed], [typed, "story.txt", "--json"], ["--home", "/nowhere", typed]):
        assert run(argv) == 2
        assert capsys.readouterr() == ("", f"copydesk: no such command: {typed}: did you mean {meant}?\n")


@pytest.mark.parametrize("name", ["extrakt", "extract.txt", "./extrakt", "obituaries", "--", "-"])
def test_what_may_be_a_source_is_no_mistyped_command(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "extrakt").write_text("“No,” he said.\n")
    assert run([name]) == 1, "no terminal here"
    assert "no such command" not in capsys.readouterr().err


@pytest.mark.parametrize("option", ["-V", "--version"])
@pytest.mark.parametrize("command", [[], ["extract"], ["feed"]])
def test_every_command_says_its_version(option: str, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run([*command, option])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"copydesk {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_data_folder_may_be_named_before_or_after_the_command(name: str) -> None:
    """Every parser takes --home; what stands before the command is handed on to it."""
    parser = import_module(COMMANDS[name].module).parser()
    assert "--home" in parser.format_help()


@pytest.mark.parametrize(
    "argv",
    [
        ["--home", "HOME", "feed", "list"],
        ["feed", "--home", "HOME", "list"],
        ["feed", "list", "--home", "HOME"],
        ["feed", "list", "--allow-private", "--home", "HOME"],
    ],
    ids=" ".join,
)
def test_options_stand_before_or_after_the_subcommand(
    argv: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Subscriptions(tmp_path).add([Subscription("https://a.example/feed", title="A feed")])
    assert run([str(tmp_path) if word == "HOME" else word for word in argv]) == 0
    assert "A feed" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_fits_a_terminal_of_80_columns(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    parser = import_module(COMMANDS[name].module).parser() if name else desk_parser()
    assert [line for line in parser.format_help().splitlines() if len(line) > 80] == []
