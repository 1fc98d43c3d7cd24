"""Renders untrusted templates in a child process, which is killed if it takes too long.

The child (`store.export.template_child`) starts with the first such template, serves one article after the other, and
exits when it has been idle or its owner has ended. If a template crashes it, that is reported in one line, and the next
template gets a new child.
"""

from __future__ import annotations

import atexit
import json
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from store.processes.child import ChildProcess

CLOCK_FACTOR = 3
"""Factor on the template's time for the child's wall-clock time, since it shares the processor."""
START_SECONDS = 30.0
"""Additional seconds for a child that has to start."""
MAX_ANSWER_BYTES = 128 * 1024 * 1024
VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "PYTHONDONTWRITEBYTECODE")
"""The environment variables passed to the child."""

child = ChildProcess("store.export.template_child", variables=VARIABLES, max_answer_bytes=MAX_ANSWER_BYTES)
atexit.register(child.stop)


class TemplateProcessError(Exception):
    """The reason a template was not rendered, in one line."""


def render_in_process(source: str, folder: Path | None, data: Mapping[str, Any], seconds: float) -> str:
    """Render the template `source` with `data` within `seconds`. Safe from any thread.

    `folder` has the templates it may include. Raises TemplateProcessError.
    """
    request = {"source": source, "folder": str(folder) if folder else None, "data": data, "seconds": seconds}
    answer: dict[str, Any] = {}

    def take(line: bytes) -> bool:
        answer.update(json.loads(line))
        return True

    try:
        ended = child.exchange(
            {}, json.dumps(request).encode(), seconds=START_SECONDS + CLOCK_FACTOR * seconds, take=take
        )
    except OSError as error:
        raise TemplateProcessError(f"the process for it cannot be started: {error.strerror}") from error
    if ended is not None:
        code = ended.status
        if ended.timed_out or code == -signal.SIGXCPU:
            raise TemplateProcessError(f"it takes longer than {seconds:g} seconds")
        if code:
            raise TemplateProcessError(f"its process ended with {f'signal {-code}' if code < 0 else f'status {code}'}")
        raise TemplateProcessError("the process for it does not start")
    if "fault" in answer:
        raise TemplateProcessError(str(answer["fault"]))
    return str(answer["text"])
