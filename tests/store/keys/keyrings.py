"""Keyrings of all kinds, as systems may have them."""

import time

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, NoKeyringError


class Working(KeyringBackend):
    """Keeps what it is given, in memory."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


class Plain(Working):
    """Keeps what it is given in a file that anybody reads, and says so by its priority."""

    priority = 0.5


class Locked(Working):
    def get_password(self, service, username):
        raise KeyringLocked("locked")

    set_password = delete_password = lambda self, *_: self.get_password("", "")


class Missing(Locked):
    def get_password(self, service, username):
        raise NoKeyringError


class Raising(Locked):
    def get_password(self, service, username):
        raise RuntimeError("a mistake in the keyring")


class Hanging(Locked):
    """Answers after a minute."""

    def get_password(self, service, username):
        time.sleep(60)


class Forgetful(Working):
    def set_password(self, service, username, password):
        pass
