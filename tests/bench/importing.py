"""Import of an attendance list, against parsing it and inserting the same rows bare.

    python tests/bench/importing.py [rows ...]

The bare side parses the file with `csv`, then writes every row that the import wrote (people,
attendances and their changes) with the driver alone, into the same schema with the same settings.
Prints seconds, the ratio, and how the cost grows.
"""

import csv
import sys
import tempfile
import time
from pathlib import Path

from sqlcipher3 import dbapi2

from engagement_app.domain.absorbing import carry_out
from engagement_app.domain.acts import add
from engagement_app.domain.events import EventInput
from engagement_app.domain.importing.attendees import plan_attendees
from engagement_app.domain.projects import ProjectInput
from engagement_app.exchange.attendees import read_attendees
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import create_file
from engagement_app.store.engine import settle
from engagement_app.store.record import new_id

TABLES = ("person", "attendance", "change")


def write_list(path, count):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Order no.", "First Name", "Surname", "Email", "Attendee no.",
                         "Attendee Status", "Mobile Phone", "Company"])  # fmt: skip
        for n in range(count):
            writer.writerow([n, f"Given{n}", f"Family{n}", f"p{n}@example.org", 90000 + n,
                             "Attending", f"07700 {n % 1000:06}", f"Group {n % 50}"])  # fmt: skip


def new_file(path):
    file = create_file(path, Keyboard("bench", new_id()))
    with file.writing("bench") as session:
        project = add(session, ProjectInput.parse(name="Bench"))
        add(session, EventInput.parse(project_id=project, title="Evening"))
    return file, project


def ours(source, path):
    file, project = new_file(path)
    with file:
        began = time.perf_counter()
        read = read_attendees(source)
        with file.writing("attendees.import") as session:
            listed = plan_attendees(session, project, read)
            carry_out(session, listed.plan)
        took = time.perf_counter() - began
        assert not listed.refused
    return took


def rows_of(path):
    connection = dbapi2.connect(str(path), isolation_level=None)
    try:
        found = {}
        for table in ("organisation", *TABLES):
            cursor = connection.execute(f'SELECT * FROM "{table}"')
            found[table] = ([each[0] for each in cursor.description], cursor.fetchall())
        return found
    finally:
        connection.close()


def bare(source, path, rows):
    file, _project = new_file(path)
    file.close()
    connection = dbapi2.connect(str(path), isolation_level=None)
    settle(connection)
    connection.execute("PRAGMA foreign_keys=OFF")
    began = time.perf_counter()
    with source.open(newline="", encoding="utf-8") as opened:
        list(csv.reader(opened))
    connection.execute("BEGIN IMMEDIATE")
    for table, (names, values) in rows.items():
        marks = ", ".join("?" for _ in names)
        connection.executemany(f'INSERT OR IGNORE INTO "{table}" VALUES ({marks})', values)
    connection.execute("COMMIT")
    took = time.perf_counter() - began
    connection.close()
    return took


def main(counts=(10_000, 100_000)):
    per_row = []
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            source = folder / "list.csv"
            write_list(source, count)
            mine = ours(source, folder / "ours.engagement")
            theirs = bare(source, folder / "bare.engagement", rows_of(folder / "ours.engagement"))
        per_row.append(mine / count)
        print(f"{count:,} attendees: {mine:.2f} s, bare {theirs:.2f} s: {mine / theirs:.2f}x")
    growth = per_row[-1] / per_row[0]
    print(f"a row of the largest costs {growth:.2f} times a row of the smallest")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or (10_000, 100_000))
