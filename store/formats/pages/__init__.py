"""Parses web pages, and files that hold web pages."""
