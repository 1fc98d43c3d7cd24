"""Text that is not English: which language it is in, and its quotes by typography, cue words and word order.

No grammar stands behind it: what is found has a low confidence, and the article a warning.
"""
