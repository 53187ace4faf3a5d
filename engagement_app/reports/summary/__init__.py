"""The parts of the post-event summary."""
