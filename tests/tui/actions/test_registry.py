"""The action registry is whole: every action has a handler, help, a row in the documents and a test."""

from __future__ import annotations

import ast
import re
from typing import get_args

import pytest

from store.notes.carry_over import Carrying
from tests.conftest import ROOT
from tui.actions.registry import ACTIONS, Action, Place, actions_in, keymap_table
from tui.app import Copydesk
from tui.article.screen import ArticleScreen
from tui.article.versions.rows import Carryover
from tui.article.versions.screen import VersionsScreen
from tui.desk.screen import TheDesk
from tui.newsroom.newsroom import Newsroom, Story
from tui.screens.base import AppScreen

ROW = re.compile(
    r"^\| (?P<feature>[^|]+) \| `(?P<action>[^`]+)` \| (?P<handler>[^|]+) \| (?P<widget>[^|]+) \| (?P<test>[^|]+) \|$"
)


def rows() -> dict[str, re.Match[str]]:
    """The feature table of docs/architecture.md by action id."""
    lines = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines()
    return {match["action"]: match for line in lines if (match := ROW.match(line))}


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> dict[str, AppScreen]:
    """A screen of each place, as the app makes it."""
    home = tmp_path_factory.mktemp("desk")
    app = Copydesk(Newsroom(home, "ada", home / "log"), [story := Story(name="a story")], alone=True)
    made: tuple[AppScreen, ...] = (
        ArticleScreen(app.session, story, alone=True),
        TheDesk(app.session, []),
        VersionsScreen(app.session, story, Carryover(Carrying(), "", fresh=False)),
    )
    return {screen.place: screen for screen in made}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_a_handler_on_each_of_its_screens(action: Action, screens: dict[str, AppScreen]) -> None:
    for place in action.places:
        assert callable(screens[place].handlers[action.id])
    assert action.title
    assert action.help.endswith(".")


def test_no_key_means_two_things_on_one_screen() -> None:
    for place in get_args(Place):
        keys = [(action.mode, key) for action in actions_in(place) for key in action.keys]
        assert len(keys) == len(set(keys))


def test_no_key_that_tmux_screen_or_flow_control_would_take() -> None:
    for action in ACTIONS:
        assert not {"ctrl+a", "ctrl+b"} & set(action.keys)
        assert not action.keys or not set(action.keys) <= {"ctrl+s", "ctrl+q"} or action.id == "app.quit"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_a_row_whose_handler_and_test_exist(action: Action) -> None:
    row = rows()[action.id]
    file, _, name = row["handler"].strip().strip("`").partition(":")
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")
    for test in row["test"].split(","):
        file, _, name = test.strip().strip("`").partition("::")
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")
    assert (ROOT / row["widget"].strip().strip("`")).is_file()


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_the_test_of_an_action_runs_it_and_asserts_what_came_of_it(action: Action) -> None:
    """It presses one of the action's keys, or calls it by its name, and has an assertion."""
    row = rows()[action.id]
    names = {action.id, f"act('{action.id}')", action.title, action.title.lower()}
    for test in row["test"].split(","):
        file, _, name = test.strip().strip("`").partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        functions = (f for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef))
        body = next(function for function in functions if function.name == name)
        words = {
            node.value for node in ast.walk(body) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        called = {node.attr for node in ast.walk(body) if isinstance(node, ast.Attribute)}
        bunches = {word for word in words if len(word) <= 4}
        pressed = any(key in words or any(key in bunch for bunch in bunches if len(key) == 1) for key in action.keys)
        assert pressed or names & (words | called)
        assert any(isinstance(node, ast.Assert) for node in ast.walk(body))


def test_no_message_names_a_key_that_a_keymap_may_have_given_away() -> None:
    """What screens say gets its keys from the keymap in force."""
    key = re.compile(r"(?:^|[\s:;,(])(?:[a-zA-Z.+=/\[\]-]|[Cc]trl\+[a-zA-Z]) [a-z]+s\b|pane [1-4]|: [a-z]$")
    for file in sorted((ROOT / "tui").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "say":
                words = (node.value for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant))
                found = [word for word in words if isinstance(word, str) and key.search(word)]
                assert not found, f"{file.name}: {found}"


def test_the_readme_shows_the_registry_s_keymap() -> None:
    assert keymap_table() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_manual_page_has_every_action() -> None:
    page = (ROOT / "docs" / "copydesk.1").read_text(encoding="utf-8")
    for action in ACTIONS:
        assert f"{action.title}. {action.help}" in page
