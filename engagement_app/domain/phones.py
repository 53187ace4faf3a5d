"""Whether two ways of writing a telephone number are one number."""

import re
from functools import lru_cache

_LOST_ZERO = re.compile(r"[127][0-9]{9}")


@lru_cache(maxsize=4096)
def dialled(number: str) -> str:
    """What is dialled from anywhere, for a number as written in the United Kingdom."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return "".join(sign for sign in number if sign.isdigit())
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def same_number(one: str | None, other: str | None) -> bool:
    """Whether both are given and reach the same telephone."""
    return bool(one and other) and dialled(str(one)) == dialled(str(other))


def lost_its_zero(number: str) -> bool:
    """Whether a spreadsheet took a number of the United Kingdom for a count, and its 0 away."""
    return number[:1] in ("1", "2", "7") and bool(_LOST_ZERO.fullmatch(number.replace(" ", "")))
