"""The page “What was said”: write it down while it is said, and the list of what was."""

from engagement_app.gui.pages.said.page import SaidPage

__all__ = ["SaidPage"]
