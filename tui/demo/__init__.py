"""`copydesk demo`: a desk to try, with an article that is a tour."""
