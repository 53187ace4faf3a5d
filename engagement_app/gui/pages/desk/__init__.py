"""Desk: signing people in, from one box."""
