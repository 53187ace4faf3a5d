"""A tagged gap report of 300 pages, against bare untagged ReportLab drawing the same tables.

    python tests/bench/papers.py [roles]

Three things, each the median of runs taken in turns, in processor seconds: the tables of our
report drawn by us, tagged, linked and shaped where it is needed; the same words in the same
columns by ReportLab alone, a `Paragraph` in each cell; and the report as a whole with its prose,
charts and index, for its time a page. Then the memory of a process that makes it.
"""

import gc
import io
import resource
import statistics
import subprocess
import sys
import time
from functools import partial
from xml.sax.saxutils import escape

from pypdf import PdfReader
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

from engagement_app.reports.gap_report import SECTIONS, render
from engagement_app.reports.keeping import KeptTable
from engagement_app.reports.pages import Paper, printed
from engagement_app.reports.styles import look
from engagement_app.reports.text import Typesetter
from tests.reports import made_up

RUNS = 3


def pages_of(pdf):
    return len(PdfReader(io.BytesIO(pdf)).pages)


def tables_alone(report):
    """The tables of the report as we draw them, and the places that they lead to."""

    def only_tables(section, typeset):
        made = section(typeset, report)
        return [each for each in made if isinstance(each, KeptTable) or getattr(each, "place", "")]

    sections = [partial(only_tables, section) for section in SECTIONS]
    return printed(Paper("Bench", report.project, report.as_of), sections)


def table_rows(report):
    """The words of each of these tables, row by row, with its widths."""
    typeset = Typesetter(look())
    typeset.pages_of = {record: [1] for record in _named(report)}
    found = []
    for section in SECTIONS:
        for each in section(typeset, report):
            if isinstance(each, KeptTable):
                rows = [[_letters(cell) for cell in row] for row in each._cellvalues]
                found.append((rows, each._colWidths))
    return found


def _named(report):
    """What stands in the index: what the paper names when it is made."""
    typeset = Typesetter(look())
    found = set()
    for section in SECTIONS[:-1]:
        for each in section(typeset, report):
            cells = [cell for row in getattr(each, "_cellvalues", ()) for cell in row]
            found.update(one for cell in (each, *cells) for one in getattr(cell, "records", ()))
    return found


def _letters(cell):
    if isinstance(cell, str):
        return cell
    return getattr(cell, "letters", None) or " ".join(getattr(cell, "lines", [""]))


def bare(found):
    """The same tables by ReportLab alone, with the settings that it comes with."""
    rl_config.useA85 = 1
    style, out = look().styles["cell"], io.BytesIO()
    story = [
        LongTable(
            [[Paragraph(escape(words), style) for words in row] for row in rows],
            colWidths=widths,
            repeatRows=1,
        )
        for rows, widths in found
    ]
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story)
    rl_config.useA85 = 0
    return out.getvalue()


def timed(work, *arguments):
    gc.collect()
    began = time.process_time()
    made = work(*arguments)
    return time.process_time() - began, pages_of(made)


def memory(roles):
    """Megabytes that a process takes in all which makes the report and nothing else."""
    code = f"from tests.bench import papers; papers.alone({roles})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def alone(roles):
    report = made_up.many(roles)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pages = pages_of(render(report))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{pages} pages: {after:.0f} MB in all, {after - before:.0f} MB of them for the report")


def main(roles=450):
    report = made_up.many(roles)
    found = table_rows(report)
    works = {
        "our tables": (tables_alone, report),
        "bare tables": (bare, found),
        "whole report": (render, report),
    }
    runs = {name: [] for name in works}
    for _run in range(RUNS):
        for name, (work, given) in works.items():
            runs[name].append(timed(work, given))
    seconds = {
        name: statistics.median(took for took, _pages in each) for name, each in runs.items()
    }
    pages = {name: each[0][1] for name, each in runs.items()}
    for name, took in seconds.items():
        a_page = 1000 * took / pages[name]
        print(f"{name}: {pages[name]} pages in {took:.2f} s, {a_page:.1f} ms a page")
    print(f"the same tables: {seconds['our tables'] / seconds['bare tables']:.2f}x")
    print(memory(roles))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
