"""Records who came, what was said and what was promised, and shows which work nobody paid for."""

__version__ = "0.1.0"
