"""The key of a protected file, and the slots beside it from which that key is had."""
