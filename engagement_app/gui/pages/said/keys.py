"""The keys of an entry, the same for one and for a list."""

VOICE_KEYS = {"own": "Alt+O", "on_behalf": "Alt+B", "second_hand": "Alt+S"}
"""By voice."""
SAVE_KEYS = ("Ctrl+Return", "Ctrl+Enter")
