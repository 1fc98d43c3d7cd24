"""Articles kept and fetched, notes, searches, exports, and the processes that read and parse. Knows no screen."""
