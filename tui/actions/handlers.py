"""Maps action ids to the bound methods that handle them: one table per screen, built with the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import FunctionType
from typing import Any, TypeVar

from tui.actions.registry import ACTIONS, Place, actions_in

Handler = Callable[[], object]
"""Handles an action. An awaitable result is awaited."""
Method = TypeVar("Method", bound=Callable[..., object])

_MARK = "handled_actions"
_IDS = frozenset(action.id for action in ACTIONS)


class HandlerError(Exception):
    """An action without a handler or with two, or a handler of an unknown action."""


def handles(id: str, **arguments: Any) -> Callable[[Method], Method]:
    """Mark a method as the handler of the action `id`, called with `arguments`. Can be used several times.

    Raises HandlerError if no action has that id.
    """
    if id not in _IDS:
        raise HandlerError(f"no such action: {id}")

    def mark(method: Method) -> Method:
        handled: dict[str, dict[str, Any]] = {id: arguments, **getattr(method, _MARK, {})}
        setattr(method, _MARK, handled)
        return method

    return mark


def handled_by(kind: type) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The actions that objects of a class handle: id, method name, arguments."""
    seen: set[str] = set()
    for base in kind.__mro__:
        for name, method in vars(base).items():
            if isinstance(method, FunctionType) and name not in seen:
                seen.add(name)
                for id, arguments in getattr(method, _MARK, {}).items():
                    yield id, name, arguments


def collect(place: Place, owners: Iterable[object]) -> dict[str, Handler]:
    """The handler of each action of the screen `place` by id, from the methods of `owners`.

    Handlers of actions of other screens are ignored, since features are used on several screens. Raises HandlerError
    if an action of the screen has no handler, or two.
    """
    wanted = {action.id for action in actions_in(place)}
    found: dict[str, Handler] = {}
    for owner in owners:
        for id, name, arguments in handled_by(type(owner)):
            if id in found:
                raise HandlerError(f"two handlers of {id} on the screen {place}: {found[id]} and {name} of {owner}")
            if id in wanted:
                found[id] = partial(getattr(owner, name), **arguments)
    if missing := wanted - found.keys():
        raise HandlerError(f"no handler on the screen {place} of {', '.join(sorted(missing))}")
    return found
