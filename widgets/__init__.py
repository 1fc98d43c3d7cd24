"""Panes: they draw state and post messages that say what the user meant. No store, no network."""
