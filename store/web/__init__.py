"""Fetches pages and feeds from the web, within limits of size, time and address that hold whatever a server sends."""
