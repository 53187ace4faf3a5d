"""Puts the pieces together, once."""

from engagement_app.cli.main import run


def main() -> int:
    """Do what the command line says; gives the exit status."""
    return run()
