"""What keeps others out: how a file is protected, opened with its key, and locked again."""
