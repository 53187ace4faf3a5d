"""The open format: one JSON document that holds a whole project."""

FORMAT = "engagement-project"
VERSION = 1
