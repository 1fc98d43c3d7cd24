"""The sample articles that Copydesk ships with."""
