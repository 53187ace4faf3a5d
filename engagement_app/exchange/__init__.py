"""Files in and out: other programs' lists, and the open format."""
