"""Whether two ways of writing a telephone number are one number."""

from functools import lru_cache


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
