"""What is kept and fetched: articles, notes, searches, exports, and the processes that read and parse. Knows no screen."""
