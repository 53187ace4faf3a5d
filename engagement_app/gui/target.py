"""Where a file is to go that the window writes; the folder is that of the last one."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from engagement_app.gui.settings import remember, remembered
from engagement_app.language import _

_FOLDER = "export_folder"


def ask_where(parent: QWidget, name: str, kinds: Mapping[str, str]) -> Path | None:
    """A path with one of the endings of `kinds`, by what each is called; None where nothing is
    chosen. `name` is suggested, and gets the ending of the kind where it is typed without one:
    the box is then asked again if such a file is there, so that it asks before that is replaced.
    """
    suggested = Path(remembered(_FOLDER, str(Path.home()))) / name
    while True:
        chosen, kind = QFileDialog.getSaveFileName(
            parent, _("Where the file is to go"), str(suggested), ";;".join(kinds)
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() not in kinds.values():
            path = suggested = Path(chosen + kinds.get(kind, next(iter(kinds.values()))))
            if path.exists():
                continue
        remember(_FOLDER, str(path.parent))
        return path
