"""What PySide does at each import is spared: it reads the module's source for uses of itself."""

import sys
from typing import Any

import shiboken6  # noqa: F401  brings what is told to stop


def import_without_inspection() -> None:
    """A seventh of the time until the file is shown. The name is private, so it may be gone."""
    feature: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False
