"""Papers that a screen reader can read: every rule of PDF/UA-1, by an independent validator."""

import page
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from engagement_app.reports.gap_report import render
from tests.reports import made_up

pytestmark = pytest.mark.thorough

REPORTS = {
    "no role": made_up.report(),
    "the worked example": made_up.worked_example(),
    "24 roles": made_up.many(24),
}


def failures(path):
    found = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    return sorted({f"{each.rule_id}: {each.message[:120]}" for each in found.failures})


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_the_paper_keeps_every_rule_of_pdf_ua(report, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(render(report))
    assert failures(path) == []


def test_the_validator_sees_a_paper_without_tags(tmp_path):
    canvas = Canvas(str(tmp_path / "bare.pdf"), pagesize=A4)
    canvas.drawString(72, 700, "No tags here")
    canvas.save()
    assert failures(tmp_path / "bare.pdf")
