"""The command line: the same functions as the window, for scripts and machines without a screen."""
