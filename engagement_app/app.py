"""Puts the pieces together, once."""

import sys


def main() -> int:
    """Open the window, or do what the command line says; gives the exit status."""
    if not sys.argv[1:]:
        from engagement_app.gui.application import has_screen, run

        if has_screen():
            return run()
    from engagement_app.cli.main import run as run_command

    return run_command()
