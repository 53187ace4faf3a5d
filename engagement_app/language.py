"""Every sentence a person reads passes through here, to be said in their language."""

import gettext
import os
from functools import cache

from engagement_app.resource import resource


@cache
def _catalogue() -> gettext.NullTranslations:
    """The catalogue of the language chosen when the first sentence is said."""
    language = os.environ.get("ENGAGEMENT_LANGUAGE", "en_GB")
    if language.startswith("en"):  # the sentences are English; looking for others takes 4 ms
        return gettext.NullTranslations()
    folder = resource("i18n")
    return gettext.translation("engagement_app", folder, languages=[language], fallback=True)


def _(sentence: str) -> str:
    """The sentence in the language chosen; fill in its named places with `format` afterwards."""
    return _catalogue().gettext(sentence)


def plural(one: str, many: str, count: int) -> str:
    """The form of a sentence that fits the count, which fills its `{count}`."""
    return _catalogue().ngettext(one, many, count).format(count=f"{count:,}")
