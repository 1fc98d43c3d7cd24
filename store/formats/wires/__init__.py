"""Parses the formats of news agencies: one module for each format, from bytes to `Document`s."""
