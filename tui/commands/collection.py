"""Opens the data folder for a command, reports its faults, and closes it."""

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
    """Open the data folder of `--home`, or the usual one, until the block ends, and print its notices.

    The options are those of `Collection.open`. Raises CollectionError if it cannot be opened.
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
    """Run `work` on the data folder and return the exit code.

    A failure to open, read or write is reported in one line, and the code is then `error_code`.
    """
    from store.disk.files import describe_error
    from store.notes.notebook import NotebookError
    from tui.jobs.collection import CollectionError

    try:
        with opened(home, author=author, read_only=read_only) as collection:
            return work(collection)
    except (CollectionError, NotebookError, OSError) as error:
        return fail(describe_error(error), error_code)
