"""The table from action to handler: whole, without doubles, and made of methods that say what they handle."""

from __future__ import annotations

import pytest

from tui.actions.handlers import HandlerError, collect, handled_by, handles
from tui.actions.registry import actions_in


class Everything:
    """Handles every action of the screen `versions`."""

    def __init__(self) -> None:
        self.done: list[str] = []


for _action in actions_in("versions"):

    def _method(self: Everything, id: str = _action.id) -> None:
        self.done.append(id)

    setattr(Everything, _action.id.replace(".", "_"), handles(_action.id)(_method))


class Steps:
    """One method for two actions."""

    def __init__(self) -> None:
        self.at = 0

    @handles("quote.next", by=1)
    @handles("quote.previous", by=-1)
    def step(self, by: int) -> None:
        """Go on, or back."""
        self.at += by


def test_each_action_gets_the_method_that_handles_it() -> None:
    owner = Everything()
    table = collect("versions", [owner])
    assert table.keys() == {action.id for action in actions_in("versions")}
    table["versions.next"]()
    assert owner.done == ["versions.next"]


def test_a_gap_is_an_error() -> None:
    with pytest.raises(HandlerError, match=r"no handler on the screen desk of .*app\.back"):
        collect("desk", [Steps()])


def test_two_handlers_are_an_error() -> None:
    with pytest.raises(HandlerError, match=r"two handlers of .* on the screen versions"):
        collect("versions", [Everything(), Everything()])


def test_an_action_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(HandlerError, match=r"no such action: quote\.nxt"):
        handles("quote.nxt")


def test_what_another_screen_s_action_needs_is_left_out() -> None:
    assert "quote.next" not in collect("versions", [Everything(), Steps()])


def test_one_method_may_handle_several_actions_with_arguments_of_their_own() -> None:
    assert {(id, name) for id, name, _arguments in handled_by(Steps)} == {
        ("quote.next", "step"),
        ("quote.previous", "step"),
    }
    assert {id: dict(arguments) for id, _name, arguments in handled_by(Steps)} == {
        "quote.next": {"by": 1},
        "quote.previous": {"by": -1},
    }
