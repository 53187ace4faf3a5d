"""Puts the pieces together, once."""

import sys


def main() -> int:
    """Open the window, or do what the command line says; gives the exit status."""
    if not sys.argv[1:]:
        from engagement_app.cli.window import open_window

        status = open_window()
        if status is not None:
            return status
    from engagement_app.cli.main import run

    return run()
