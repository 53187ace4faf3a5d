"""The parts of the sign-in sheet."""
