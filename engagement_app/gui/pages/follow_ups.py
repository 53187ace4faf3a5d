"""The page follow_ups."""

from engagement_app.gui.page import Page


class FollowUpsPage(Page):
    """The page follow_ups."""
