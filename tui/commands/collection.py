"""How a command opens the data folder, reports what is wrong with it, and closes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui.console import fail

if TYPE_CHECKING:
    from tui.jobs.collection import Collection


@contextmanager
def opened(
    home: str | None, *, author: str = "", read_only: bool = True, announce: bool = False
) -> Iterator[Collection]:
    """The data folder that `--home` names, or the usual one, until the block ends; its notices are printed.

    The options are those of `Collection.open`. Raises CollectionError where it cannot be opened.
    """
    from tui.jobs.collection import Collection

    collection = Collection.open(home, author=author, read_only=read_only, announce=announce)
    try:
        for line in collection.notices:
            fail(line)
        yield collection
    finally:
        collection.close()


def with_collection(
    home: str | None,
    work: Callable[[Collection], int],
    *,
    author: str = "",
    read_only: bool = True,
    error_code: int = 1,
) -> int:
    """The exit code of a command whose `work` is on the data folder.

    What cannot be opened, read or written is reported in a line, and the code is `error_code` then.
    """
    from store.disk.files import describe_error
    from store.notes.notebook import NotebookError
    from tui.jobs.collection import CollectionError

    try:
        with opened(home, author=author, read_only=read_only) as collection:
            return work(collection)
    except (CollectionError, NotebookError, OSError) as error:
        return fail(describe_error(error), error_code)
