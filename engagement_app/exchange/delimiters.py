"""Which sign stands between the cells of a CSV file."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice

from engagement_app.exchange.csv_records import reader

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 50
_SAMPLE_SIZE = 200_000
_TOLD = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)

# How many cells of a row are headers that mean something; 0 if it is no header row.
Recognise = Callable[[Sequence[str]], int]


def told_delimiter(text: str) -> str | None:
    """The sign named by a first line such as `sep=;`, which Excel writes and obeys."""
    told = _TOLD.match(text)
    return told[1] if told else None


def find_delimiter(text: str, recognise: Recognise) -> str:
    """The sign that gives the most headers, then the steadiest and most columns.

    Judged over the first 50 records.
    """
    return max(DELIMITERS, key=lambda delimiter: _rank(_sample(text, delimiter), recognise))


def _sample(text: str, delimiter: str) -> list[list[str]]:
    found: list[list[str]] = []
    rows = reader(text[:_SAMPLE_SIZE], delimiter, strict=False)
    try:
        found.extend(islice((cells for cells in rows if cells), SAMPLE))
    except csv.Error:
        return found
    # The last record of a longer text may be cut in the middle.
    return found[:-1] if len(text) > _SAMPLE_SIZE and 1 < len(found) < SAMPLE else found


def _rank(sample: list[list[str]], recognise: Recognise) -> tuple[int, float, int]:
    if not sample:
        return (0, 0.0, 0)
    width, count = Counter(map(len, sample)).most_common(1)[0]
    return (max(map(recognise, sample[:20])), count / len(sample), width)
