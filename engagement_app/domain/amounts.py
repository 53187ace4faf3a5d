"""Money, hours and percents between what is kept and what people read."""

from decimal import ROUND_HALF_UP, Decimal

_PENNY = Decimal("0.01")


def pounds(pence: int) -> str:
    """`1234.50`: the form of the open format."""
    return f"{pence // 100}.{pence % 100:02d}"


def spoken_pounds(pence: int) -> str:
    """`£1,234.50`: the form people read."""
    return f"£{pence // 100:,}.{pence % 100:02d}"


def hundredths(number: Decimal) -> str:
    """`7.50`: hours and percents of the open format."""
    return f"{number:.2f}"


def spoken_number(number: Decimal) -> str:
    """`7.5`, `1,200`: a number without zeros at its end."""
    text = f"{number:,.2f}"
    return text.rstrip("0").rstrip(".")


def half_up(pence: Decimal) -> int:
    """Whole pence, a half rounded up."""
    return int(pence.quantize(Decimal(1), ROUND_HALF_UP))


def half_up_hundredth(number: Decimal) -> Decimal:
    """To 0.01, a half rounded up."""
    return number.quantize(_PENNY, ROUND_HALF_UP)


def percent_share(part: int, whole: int) -> Decimal | None:
    """Percent to one decimal, a half rounded up; None of nothing."""
    if whole == 0:
        return None
    return Decimal((part * 2000 + whole) // (whole * 2)) / 10
