"""Every sentence a person reads passes through here, to be said in their language."""

import gettext
import os
from functools import cache

from engagement_app.resources import resource


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(
        "engagement_app", resource("i18n"), languages=[language], fallback=True
    )


def _current() -> gettext.NullTranslations:
    return _catalogue(os.environ.get("ENGAGEMENT_LANGUAGE", "en_GB"))


def _(sentence: str) -> str:
    """The sentence in the language chosen; fill in its named places with `format` afterwards."""
    return _current().gettext(sentence)


def plural(one: str, many: str, count: int) -> str:
    """The form of a sentence that fits the count, which fills its `{count}`."""
    return _current().ngettext(one, many, count).format(count=f"{count:,}")
