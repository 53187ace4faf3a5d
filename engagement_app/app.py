"""Puts the pieces together, once."""

import os
import sys


def main() -> int:
    """Open the window, or do what the command line says; gives the exit status."""
    os.umask(0o077)  # whatever is written from here on is for its owner alone
    if not sys.argv[1:]:
        from engagement_app.cli.window import open_window

        status = open_window()
        if status is not None:
            return status
    from engagement_app.cli.main import run

    return run()
