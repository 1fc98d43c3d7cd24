"""Markdown that people go on working in, and the templates it is made by."""
