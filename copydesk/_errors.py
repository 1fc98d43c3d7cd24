"""The exceptions of the public interface."""

from __future__ import annotations


class CopydeskError(Exception):
    """The reason something could not be done, in one line for people."""
