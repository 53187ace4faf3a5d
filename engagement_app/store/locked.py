"""A file for people outside, locked with a passphrase: a zip archive with one file in it.

AES with 256 bits as WinZip has it (https://www.winzip.com/en/support/aes-encryption/), which 7-Zip
opens too; what Windows and macOS bring along may not. The name of the file inside can be read
without the passphrase. The format makes a key of the passphrase in few rounds, so the one that is
offered is long and drawn at random.
"""

import secrets
from io import BytesIO
from pathlib import Path

from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.outputs import write_output

SHORTEST = 12
"""Letters of a passphrase that somebody chooses."""
_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
_GROUPS, _LENGTH = 5, 4


def new_passphrase() -> str:
    """Twenty letters and digits that are not taken for each other, in groups: 98 bits."""
    drawn = ("".join(secrets.choice(_LETTERS) for _each in range(_LENGTH)) for _ in range(_GROUPS))
    return "-".join(drawn)


def read_passphrase(text: str) -> str:
    """The passphrase that was typed, without blanks around it; raises `UserError` for a short one,
    and for letters that programs spell differently."""
    passphrase = text.strip()
    if len(passphrase) < SHORTEST:
        sentence = _("Take {count} letters or more: a short one is soon guessed.")
        raise UserError(sentence.format(count=SHORTEST), field="passphrase")
    if not passphrase.isascii() or not passphrase.isprintable():
        sentence = _(
            "Take plain letters, digits and signs: programs differ in how others are spelt."
        )
        raise UserError(sentence, field="passphrase")
    return passphrase


def locked_path(path: Path) -> Path:
    """What a file is called once it is locked."""
    return path.with_name(f"{path.name}.zip")


def locked(name: str, content: bytes, passphrase: str) -> bytes:
    """The archive with this file in it."""
    from pyzipper import WZ_AES, ZIP_DEFLATED, AESZipFile

    made = BytesIO()
    with AESZipFile(made, "w", compression=ZIP_DEFLATED, encryption=WZ_AES) as archive:
        archive.setpassword(passphrase.encode("ascii"))
        archive.writestr(name, content)
    return made.getvalue()


def write_locked(path: Path, content: bytes, passphrase: str) -> None:
    """Write the locked file beside where the open one would be, which never is on the disk.

    Raises `UserError`, also where such a file is there already, or `StorageError`.
    """
    target = locked_path(path)
    if target.exists():
        sentence = _("{file} is there already. Choose another name for the file.")
        raise UserError(sentence.format(file=target.name))
    write_output(target, locked(path.name, content, passphrase))
