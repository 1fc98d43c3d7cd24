"""Completion scripts of the shells, generated from the parsers by `make docs`, and the command that prints them."""
