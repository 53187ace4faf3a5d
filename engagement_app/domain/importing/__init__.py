"""Take the rows of other programs' lists into the file: what each row is, and what it changes."""
