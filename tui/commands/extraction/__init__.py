"""`copydesk extract`: extracts actors and quotes from articles."""
