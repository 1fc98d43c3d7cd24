"""The options that all commands have in common."""

from __future__ import annotations

import argparse
from importlib import import_module

import pytest

from tui.cli import COMMANDS

PRINTS_DATA = ("list", "extract", "export", "sourcing", "check", "prove", "notes", "backup")
HAS_JSON = ("list", "extract", "import", "sourcing", "check", "prove", "notes", "backup", "restore", "watch", "doctor")


def options(name: str) -> dict[str, argparse.Action]:
    """The options of a command, by their spelling."""
    parser = import_module(COMMANDS[name].module).parser()
    return {spelling: action for action in vars(parser)["_actions"] for spelling in action.option_strings}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_the_common_options(name: str) -> None:
    wanted = {"--help", "--home", "-V", "--version"} | ({"--quiet"} if name not in ("open", "demo") else set())
    assert wanted <= options(name).keys()


@pytest.mark.parametrize("name", PRINTS_DATA)
def test_output_has_one_spelling_and_one_meaning(name: str) -> None:
    found = options(name)
    assert found["-o"] is found["--output"]
    assert found["-o"].metavar == "FILE|DIR"


@pytest.mark.parametrize("name", HAS_JSON)
def test_json_is_a_switch(name: str) -> None:
    assert options(name)["--json"].nargs == 0
