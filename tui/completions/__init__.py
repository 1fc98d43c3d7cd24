"""Shell completion scripts, generated from the parsers by `make docs`, and the command that prints them."""
