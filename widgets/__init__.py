"""Panes: they draw state and post messages about what the user did. No store, no network."""
