"""A key's name leads back to the key, so that a click on a hint presses it."""

from __future__ import annotations

import pytest

from tui.actions import keymap
from tui.actions.registry import ACTIONS, key_from_name, key_name


@pytest.mark.parametrize("preset", ["vim", "plain"])
def test_every_bound_key_is_found_by_its_name(preset: str) -> None:
    keys = {key for action in ACTIONS for key in keymap.preset(preset)[action.id]}
    wrong = {key: key_from_name(key_name(key)) for key in keys if key_from_name(key_name(key)) != key}
    assert wrong == {}
