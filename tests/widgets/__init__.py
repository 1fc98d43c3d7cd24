"""Tests of the panes: pure parts, pilots, and what reaches the terminal."""
