"""What is asked of protected files in the window again and again."""

from tests.store.keys.cheap import PASSPHRASE

SECONDS = 10_000


def unlock(window, qtbot, passphrase=PASSPHRASE):
    """Open what is locked, as people do."""
    window.unlock.passphrase.line.setText(passphrase)
    window.unlock.passphrase.line.returnPressed.emit()
    qtbot.waitUntil(lambda: window.workspace.is_open and not window.is_locked, timeout=SECONDS)
