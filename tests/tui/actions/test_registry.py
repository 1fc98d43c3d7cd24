"""The action registry is whole: every action has a handler, help, a row in the documents and a test."""

from __future__ import annotations

import ast
import re
from typing import get_args

import pytest

from store.notes.carry_over import Carrying
from tests.conftest import ROOT
from tests.feature_table import handlers, marked_tests
from tui.actions.registry import ACTIONS, Action, Place, actions_in, keymap_table
from tui.app import Copydesk
from tui.article.evidence.screen import EvidenceScreen
from tui.article.screen import ArticleScreen
from tui.article.versions.screen import VersionsScreen
from tui.article.versions.version_rows import Carryover
from tui.desk.screen import TheDesk
from tui.newsroom.newsroom import Newsroom, Story
from tui.screens.base import AppScreen


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> dict[str, AppScreen]:
    """A screen of each place, as the app makes it."""
    home = tmp_path_factory.mktemp("desk")
    app = Copydesk(Newsroom(home, "ada", home / "log"), [story := Story(name="a story")], alone=True)
    article = ArticleScreen(app.session, story, alone=True)
    made: tuple[AppScreen, ...] = (
        article,
        EvidenceScreen(app.session, article.state, article.proving, None),
        TheDesk(app.session, []),
        VersionsScreen(app.session, story, Carryover(Carrying(), "", just_changed=False)),
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
        assert not {"ctrl+a", "ctrl+b"} & set(action.keys[:1])
        assert not action.keys or not set(action.keys) <= {"ctrl+s", "ctrl+q"} or action.id == "app.quit"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_the_test_of_an_action_runs_it_and_asserts_the_result(action: Action) -> None:
    """A test marked with the action presses one of its keys, or calls it by its name, and has an assertion."""
    tests = marked_tests().get(action.id, [])
    assert tests, f'no test is marked @pytest.mark.action("{action.id}")'
    methods = {method.partition(":")[2] for method in handlers()[action.id]}
    names = {action.id, f"act('{action.id}')", action.title, action.title.lower()} | methods
    for test in tests:
        nodes = list(test.nodes())
        words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        called = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        bunches = {word for word in words if len(word) <= 4}
        pressed = any(key in words or any(key in bunch for bunch in bunches if len(key) == 1) for key in action.keys)
        assert pressed or names & (words | called), test.name
        assert any(isinstance(node, ast.Assert) for node in nodes), test.name


def test_marks_name_actions_that_exist() -> None:
    assert marked_tests().keys() == {action.id for action in ACTIONS}
    assert handlers().keys() == {action.id for action in ACTIONS}


def test_no_message_names_a_key_that_a_keymap_may_have_given_away() -> None:
    """What screens say gets its keys from the keymap in force."""
    key = re.compile(r"(?:^|[\s:;,(])(?:[a-zA-Z.+=/\[\]-]|[Cc]trl\+[a-zA-Z]) [a-z]+s\b|pane [1-4]|: [a-z]$")
    for file in sorted((ROOT / "tui").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "say":
                words = (node.value for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant))
                found = [word for word in words if isinstance(word, str) and key.search(word)]
                assert not found, f"{file.name}: {found}"


def test_the_documentation_shows_the_registry_s_keymap() -> None:
    assert keymap_table() in (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")


def test_the_manual_page_has_every_action() -> None:
    page = (ROOT / "docs" / "copydesk.1").read_text(encoding="utf-8")
    for action in ACTIONS:
        assert f"{action.title}. {action.help}" in page
