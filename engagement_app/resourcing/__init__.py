"""The arithmetic: pure functions over frozen rows, to the penny."""
