"""`copydesk demo`: a desk to try things on, with an article that is a tour."""
