"""Samples of every format, written by us to the specifications; every person, place and agency in them is invented.

Each module makes those of one format: whole ones as agencies, feeds and mail programs shape them, and broken ones.
"""
