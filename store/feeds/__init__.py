"""Feeds that a desk subscribes to: the list, their articles, and which items are new."""
