"""What is seen: the only floor that knows Qt."""
