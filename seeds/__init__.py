"""The articles Copydesk ships with, so that the first start has something to read."""
