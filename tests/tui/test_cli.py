"""The table of commands: each row is there, has a `main`, and is in the help."""

from __future__ import annotations

import inspect
from importlib import import_module

import pytest

from tests.conftest import ROOT
from tui.cli import COMMANDS, desk_parser

HELPERS = {"argument_parser", "collection", "extract_batch", "extract_explanation", "extract_output"}
"""Modules of `tui.commands` that are no commands."""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_module_with_a_main_and_a_line_of_help(name: str) -> None:
    command = COMMANDS[name]
    main = import_module(command.module).main
    assert len(inspect.signature(main).parameters) == 1 + command.runs_commands
    assert f"copydesk {name} --help" in desk_parser().format_help()
    assert command.summary in desk_parser().format_help()


def test_every_module_of_commands_is_in_the_table() -> None:
    modules = {file.stem for file in (ROOT / "tui" / "commands").glob("*.py")} - {"__init__"} - HELPERS
    assert modules == {command.module.rpartition(".")[2] for command in COMMANDS.values()}
