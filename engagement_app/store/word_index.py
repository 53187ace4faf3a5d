"""The words of very many short texts, looked through in memory while somebody types.

It is FTS5 of the engine that the files have: 100,000 people are half a second and 9 MB, and no
key press waits. Nothing of it is ever on a disk, so it can neither be stale at the next start nor
keep what was erased from the file.
"""

from collections.abc import Iterable, Sequence

from engagement_app.store.engine import connect_in_memory

# Marks and symbols belong to words, so that every script, and a name of emoji, can be found.
_MADE = (
    "CREATE VIRTUAL TABLE word USING fts5({columns}, content='', contentless_delete=1,"
    " tokenize=\"unicode61 remove_diacritics 2 categories 'L* M* N* S* Co'\", prefix='2 3')"
)
_FIND = "SELECT rowid FROM word WHERE word MATCH ? LIMIT ?"
_NUMBERS = "SELECT id FROM word_docsize WHERE id > ? AND id <= ?"
_WORDS = "SELECT DISTINCT term FROM word_seen WHERE col = ?"


class WordIndex:
    """Texts by number, each in columns of its own; lives as long as somebody holds it."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._driver = connect_in_memory()
        self._driver.execute(_MADE.format(columns=", ".join(columns)))
        self._driver.execute("CREATE VIRTUAL TABLE word_seen USING fts5vocab(word, col)")
        names = ", ".join(("rowid", *columns))
        marks = ", ".join("?" * (len(columns) + 1))
        self._put = f"INSERT OR REPLACE INTO word ({names}) VALUES ({marks})"

    def put(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Take in texts, each row a number and then its columns; what it was before is gone."""
        self._driver.execute("BEGIN")
        self._driver.executemany(self._put, rows)
        self._driver.execute("COMMIT")

    def remove(self, numbers: Iterable[int]) -> None:
        """Forget these."""
        self._driver.executemany("DELETE FROM word WHERE rowid = ?", ((each,) for each in numbers))

    def find(self, query: str, most: int) -> list[int]:
        """The numbers that a query in the language of FTS5 finds."""
        return [number for (number,) in self._driver.execute(_FIND, (query, most))]

    def numbers(self, above: int, upto: int) -> set[int]:
        """Which numbers in a range are there."""
        return {number for (number,) in self._driver.execute(_NUMBERS, (above, upto))}

    def words(self, column: str) -> list[str]:
        """Every word that stands in a column, once."""
        return [str(word) for (word,) in self._driver.execute(_WORDS, (column,))]
