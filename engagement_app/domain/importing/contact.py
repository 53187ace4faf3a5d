"""Whether the e-mail and phone of a row are those of somebody on record."""

from engagement_app.domain.lists import AttendeeLine
from engagement_app.domain.phones import same_number


def agrees(line: AttendeeLine, email: str | None, phone: str | None) -> bool:
    """One of the two is given on both sides and the same; phones are compared as numbers."""
    if line.email and email and line.email.casefold() == email.casefold():
        return True
    return same_number(line.phone, phone)


def differs(line: AttendeeLine, email: str | None, phone: str | None) -> bool:
    """Neither agrees, and one of the two is given on both sides."""
    both = (line.email and email) or (line.phone and phone)
    return bool(both) and not agrees(line, email, phone)
