"""Parses files of office programs."""
