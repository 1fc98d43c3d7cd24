"""What can go wrong."""

from __future__ import annotations


class CopydeskError(Exception):
    """Why something could not be done, in one line for people."""
