"""The records of an engagement and the rules that hold between them."""
