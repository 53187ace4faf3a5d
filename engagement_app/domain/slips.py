"""One slip of the fingers, so that a name typed in haste is still offered."""


def is_slip(typed: str, name: str) -> bool:
    """Whether the typed letters begin the name but for one: wrong, missing, doubled or swapped.

    Both folded (`naming.fold`). Of three letters or more; fewer begin too many names.
    """
    if len(typed) < 3:
        return False
    at = next((i for i, (a, b) in enumerate(zip(typed, name, strict=False)) if a != b), None)
    if at is None:
        return len(typed) == len(name) + 1
    left, right = typed[at:], name[at:]
    wrong = right[1:].startswith(left[1:])
    missing = right[1:].startswith(left)
    doubled = right.startswith(left[1:])
    swapped = len(left) > 1 and right.startswith(left[1] + left[0] + left[2:])
    return wrong or missing or doubled or swapped
