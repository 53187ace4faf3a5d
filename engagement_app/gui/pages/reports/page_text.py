"""The words of the page that is seen, as plain text: for screen readers, and for copying."""

from PySide6.QtWidgets import QPlainTextEdit

from engagement_app.gui.pages.reports.preview import Preview
from engagement_app.language import _


class PageText(QPlainTextEdit):
    """Read only; it follows the pages while it is seen. Tab goes on."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self._preview = preview
        self._shown = ""
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Text of this page"))
        preview.turned.connect(self.renew)

    def renew(self) -> None:
        """Show the words of the page that is seen."""
        page, count = self._preview.page, self._preview.count
        text = self._preview.page_text(page) if count and not self.isHidden() else ""
        if text != self._shown:
            self._shown = text
            self.setPlainText(text)
            name = _("Text of page {page} of {count}").format(page=page + 1, count=count)
            self.setAccessibleName(name if text else _("Text of this page"))
