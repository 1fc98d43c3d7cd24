"""What is read of sixty invented web pages of twelve makes, against what stands there."""
