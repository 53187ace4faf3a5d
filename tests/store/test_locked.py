"""A file for people outside, locked: another program's rules open it, and nothing else does."""

import hashlib
import hmac
import os
import stat
import struct
import subprocess
import zlib
from shutil import which

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_app.errors import UserError
from engagement_app.store.locked import (
    locked,
    locked_path,
    new_passphrase,
    read_passphrase,
    write_locked,
)

NAMED = b"Zebedeus Marker, 07700 900123\n" * 40
PASSPHRASE = "tell it by telephone"


def opened(archive: bytes, passphrase: str) -> bytes:
    """The one file of an archive, by what WinZip says of its AES (AE-2), and by nothing of ours.

    Raises `ValueError` where the passphrase or the seal does not fit.
    """
    (name_length, extra_length) = struct.unpack("<HH", archive[26:30])
    at = 30 + name_length
    _id, _size, version, vendor, strength, method = struct.unpack("<HHH2sBH", archive[at : at + 11])
    assert (version, vendor, strength) == (2, b"AE", 3)
    at += extra_length
    [end] = struct.unpack("<I", archive[-6:-2])  # where the directory begins
    salt, check, sealed = archive[at : at + 16], archive[at + 16 : at + 18], archive[at + 18 :]
    directory = archive[end:]
    [size] = struct.unpack("<I", directory[20:24])
    content, seal = sealed[: size - 28], sealed[size - 28 : size - 18]
    keys = hashlib.pbkdf2_hmac("sha1", passphrase.encode(), salt, 1000, 66)
    if keys[64:] != check:
        raise ValueError("another passphrase")
    if hmac.new(keys[32:64], content, "sha1").digest()[:10] != seal:
        raise ValueError("altered")
    plain = bytearray()
    for number, start in enumerate(range(0, len(content), 16), 1):
        block = Cipher(algorithms.AES(keys[:32]), modes.ECB()).encryptor()
        pad = block.update(number.to_bytes(16, "little"))
        plain += bytes(a ^ b for a, b in zip(content[start : start + 16], pad, strict=False))
    return zlib.decompress(bytes(plain), -15) if method == 8 else bytes(plain)


@settings(max_examples=40, deadline=None)
@given(content=st.binary(max_size=3000))
def test_whatever_is_locked_comes_out_again_by_the_rules_of_the_format(content):
    assert opened(locked("list.csv", content, PASSPHRASE), PASSPHRASE) == content


def test_no_byte_of_it_can_be_read_and_no_other_passphrase_opens_it():
    made = locked("list.csv", NAMED, PASSPHRASE)
    assert b"Zebedeus" not in made
    with pytest.raises(ValueError, match="another passphrase"):
        opened(made, PASSPHRASE + "!")
    altered = bytearray(made)
    altered[90] ^= 1
    with pytest.raises(ValueError, match=r"altered|another"):
        opened(bytes(altered), PASSPHRASE)


def test_the_same_file_is_never_locked_alike_twice():
    assert locked("list.csv", NAMED, PASSPHRASE) != locked("list.csv", NAMED, PASSPHRASE)


@pytest.mark.skipif(which("7z") is None, reason="asks 7-Zip")
@pytest.mark.parametrize(("passphrase", "opens"), [(PASSPHRASE, True), ("another one", False)])
def test_7_zip_opens_it_with_its_passphrase_alone(passphrase, opens, tmp_path):
    write_locked(tmp_path / "list.csv", NAMED, PASSPHRASE)
    words = ["7z", "x", f"-p{passphrase}", f"-o{tmp_path}/out", f"{tmp_path}/list.csv.zip"]
    ran = subprocess.run(words, capture_output=True, text=True)
    assert (ran.returncode == 0) == opens, ran.stdout
    if opens:
        assert (tmp_path / "out" / "list.csv").read_bytes() == NAMED


def test_the_open_file_is_never_on_the_disk_and_the_locked_one_is_for_its_owner_alone(tmp_path):
    before, old = tmp_path / "list.csv", os.umask(0)
    try:
        write_locked(before, NAMED, PASSPHRASE)
    finally:
        os.umask(old)
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv.zip"]
    assert stat.S_IMODE(locked_path(before).stat().st_mode) & 0o077 == 0


def test_a_locked_file_that_is_there_is_not_replaced(tmp_path):
    (tmp_path / "list.csv.zip").write_text("kept")
    with pytest.raises(UserError, match=r"list\.csv\.zip is there already"):
        write_locked(tmp_path / "list.csv", NAMED, PASSPHRASE)
    assert (tmp_path / "list.csv.zip").read_text() == "kept"


@pytest.mark.parametrize(
    "typed", ["", "short", "  eleven let ", "a pâsśphrase of words", "tab\tin the middle"]
)
def test_a_passphrase_that_is_short_or_spelt_differently_elsewhere_is_refused(typed):
    with pytest.raises(UserError, match="Take"):
        read_passphrase(typed)


def test_the_passphrase_that_is_offered_is_taken_and_never_the_same():
    drawn = {new_passphrase() for _each in range(200)}
    assert len(drawn) == 200
    assert all(read_passphrase(f" {each} ") == each for each in drawn)
