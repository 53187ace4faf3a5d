"""The page “Follow-ups”: keep promises, and find the ends where nobody can."""

from engagement_app.gui.pages.follow_ups.page import FollowUpsPage

__all__ = ["FollowUpsPage"]
