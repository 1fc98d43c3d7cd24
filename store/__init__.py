"""Fetched articles, notes, searches, exports, and the processes that read and parse. Imports no screen."""
