"""Help for the page that is seen: a short text of ours from `resources/help/`."""

from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from engagement_app.language import _
from engagement_app.resource import resource

_NAME = "help"


def help_text(key: str) -> str:
    """The help of a page, in Markdown."""
    return resource("help", f"{key}.md").read_text(encoding="utf-8")


def show_help(parent: QWidget, key: str) -> QDialog:
    """Show the help of a page beside it, in the place of any other; Escape closes it."""
    for shown in parent.findChildren(QDialog, _NAME):
        shown.close()
    box = QDialog(parent)
    box.setObjectName(_NAME)
    box.setWindowTitle(_("Help"))
    browser = QTextBrowser()
    browser.setAccessibleName(_("Help"))
    browser.setMarkdown(help_text(key))
    browser.setOpenLinks(False)
    close = QPushButton(_("Close"))
    close.clicked.connect(box.accept)
    layout = QVBoxLayout(box)
    layout.addWidget(browser)
    layout.addWidget(close)
    box.finished.connect(box.deleteLater)
    box.resize(560, 520)
    box.show()
    return box
