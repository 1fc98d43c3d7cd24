"""Reads Copydesk's own JSON, which may be damaged or edited: anything but plain data raises ValueError.

Python's reader accepts `NaN` and `Infinity`, turns 1e999 into infinity, and raises RecursionError for deep nesting.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

MAX_DEPTH = 64
"""Nested objects and lists; Copydesk's own data is far below, and writing it again must not fail either."""

_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_BRACKETS = re.compile(r"[\[\]{}]")


class DamagedError(ValueError):
    """Why data is not Copydesk's JSON, in a few words."""


def parse(data: bytes | str) -> Any:
    """The value in `data`: finite numbers, and at most `MAX_DEPTH` levels. Raises DamagedError."""
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        _check_depth(text)
        return _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise DamagedError(str(error)) from error


def parse_object(data: bytes | str) -> dict[str, Any]:
    """The object in `data`. Raises DamagedError."""
    found = parse(data)
    if not isinstance(found, dict):
        raise DamagedError("not an object")
    return found


def parse_beginning(text: str, start: int = 0) -> tuple[Any, int]:
    """The value that begins at `start` in `text`, and the offset of its end. Raises DamagedError."""
    try:
        value, end = _DECODER.raw_decode(text, start)
        _check_depth(text[start:end])
        return value, end
    except (ValueError, RecursionError) as error:
        raise DamagedError(str(error)) from error


def text_of(value: Any) -> str:
    """`value`, which must be a string. Raises DamagedError."""
    if type(value) is not str:
        raise DamagedError("not a text")
    return value


def optional_text(value: Any) -> str | None:
    """`value`, which must be a string or None. Raises DamagedError."""
    return None if value is None else text_of(value)


def whole_number(value: Any) -> int:
    """`value`, which must be an integer that fits in 53 bits. Raises DamagedError."""
    if type(value) is not int or not -(2**53) < value < 2**53:
        raise DamagedError("not a whole number")
    return value


def _check_depth(text: str) -> None:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    depth = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_DEPTH:
            raise DamagedError("nested too deep")


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise DamagedError("a number too large")
    return value


def _no_constant(name: str) -> Any:
    raise DamagedError(f"{name} is no number")


_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_no_constant)
