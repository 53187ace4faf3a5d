"""The recovery code: 135 random bits that can be written on paper and read back by a person.

Letters and digits are Crockford's base 32 (https://www.crockford.com/base32.html), which has no
I, L, O or U; the last one is the number modulo 37, so that one wrong character is always found.
A code is drawn again until its check is a letter or digit too: no `*~$=U` has to be read out.
"""

import secrets

from engagement_app.errors import UserError
from engagement_app.language import _

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DATA = 27
LENGTH = _DATA + 1
_GROUP = 4
_ALIKE = str.maketrans("OIL", "011")
_PRIME = 37


def new_code() -> str:
    """A code in groups of four."""
    while True:
        data = "".join(secrets.choice(_LETTERS) for _each in range(_DATA))
        if _check(data) < len(_LETTERS):
            return in_groups(data + _LETTERS[_check(data)])


def read_code(text: str) -> str:
    """The code that was typed, in one form; raises `UserError` where it cannot be one.

    Small letters, O for 0, I and L for 1, blanks and hyphens are all right.
    """
    code = plain(text)
    for letter in code:
        if letter not in _LETTERS:
            sentence = _("A recovery code has no “{letter}”. Look at that character again.")
            raise UserError(sentence.format(letter=letter))
    if len(code) != LENGTH:
        sentence = _("A recovery code has {length} letters and digits; this has {count}.")
        raise UserError(sentence.format(length=LENGTH, count=len(code)))
    if _check(code[:_DATA]) != _LETTERS.index(code[-1]):
        raise UserError(_("One character is wrong. Compare the code with what was written down."))
    return in_groups(code)


def plain(text: str) -> str:
    """What was typed without blanks and hyphens, in capitals, and 0 and 1 for what is like them."""
    kept = "".join(letter for letter in text if not letter.isspace() and letter not in "-–—")
    return kept.upper().translate(_ALIKE)


def in_groups(code: str) -> str:
    """Groups of four with hyphens between, as a code is shown."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def _check(data: str) -> int:
    number = 0
    for letter in data:
        number = number * len(_LETTERS) + _LETTERS.index(letter)
    return number % _PRIME
