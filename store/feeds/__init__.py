"""Feeds that a desk has subscribed to: the list, what they brought, and what of it is new."""
