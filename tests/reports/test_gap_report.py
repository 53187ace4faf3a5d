"""The whole paper, read back from its bytes."""

from dataclasses import replace
from decimal import Decimal

import pytest
from pypdf.generic import NameObject

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.errors import Cancelled
from engagement_app.reports.gap_report import render
from engagement_app.reports.pages import Paper, printed
from engagement_app.resourcing.report import LENSES
from tests.reports import made_up, reading

pytestmark = pytest.mark.thorough

AMOUNTS = ("staffing", "other_costs", "direct", "overhead", "full_cost", "confirmed", "gap")


@pytest.fixture(scope="module")
def report():
    return made_up.many(24)


@pytest.fixture(scope="module")
def pdf(report):
    return render(report)


def test_every_amount_of_every_role_is_printed_in_the_order_of_the_arithmetic(report, pdf):
    printed = reading.words(pdf)
    for role in report.roles:
        if role.full_cost:
            sums = " ".join(spoken_pounds(getattr(role, name)) for name in AMOUNTS)
            assert sums in printed, role.title


def test_totals_carriers_and_funds_are_printed_as_they_are_in_the_report(report, pdf):
    printed = reading.words(pdf)
    totals, fund = report.totals, report.over_promised_funds[0]
    row = (totals.full_cost, totals.confirmed, totals.gap, totals.pledged)
    assert "All roles " + " ".join(map(spoken_pounds, row)) in printed
    assert "Erewash Voluntary Action 48 £610.08 £645.60 £905.28" in printed
    assert "Sandiacre Community Group 7.5 £95.33 not known £141.45" in printed
    assert f"{fund.title} £500.00 £650.00 £150.00" in printed


def test_money_applied_for_and_a_surplus_stand_beside_the_sum(pdf):
    printed = reading.words(pdf)
    assert "Applied for, not counted: £200.00." in printed
    assert "Surplus: £34.62 confirmed beyond the full cost." in printed


def test_what_is_carried_and_what_is_not_are_told_as_parts_of_the_gap(report, pdf):
    totals = report.totals
    assert (
        f"Of the gap of {spoken_pounds(totals.gap)}, {spoken_pounds(totals.carried)} is being"
        f" worked off unpaid at the roles’ hourly cost, and {spoken_pounds(totals.needed)} is"
        " carried by nobody."
    ) in reading.words(pdf)


def test_neither_carried_nor_needed_is_called_the_ask(report, pdf):
    printed = reading.words(pdf)
    assert f"The ask is {spoken_pounds(report.totals.gap)}." in printed
    assert printed.count("The ask is") == 1
    assert printed.count("This is not part of the ask.") == 2


def test_each_lens_of_each_role_has_its_state_and_its_evidence(report, pdf):
    printed = reading.words(pdf)
    for role in report.roles:
        for code in LENSES:
            assert role.lenses[code].evidence in printed


def test_dead_ends_are_counted_by_reason_and_listed_by_short_record_numbers(report, pdf):
    printed = reading.words(pdf)
    assert "Nobody owns it 9" in printed
    assert "All 19" in printed
    for end in report.dead_ends:
        for identifier in filter(None, (end.follow_up_id, end.attendance_id)):
            assert identifier[:8] in printed.partition("Record index")[0]
            assert identifier[:8] in printed.partition("Record index")[2]


def test_the_belt_shows_both_ends_and_no_score(pdf):
    printed = reading.words(pdf)
    assert "Hours funded: 8 of 92 (8.7%)" in printed
    assert "Hours funded: 0 of 66 (0%)" in printed
    assert "Hours needed 92 Of them, hours funded 8 People who came" in printed
    assert "Transport group: no answer yet" in printed
    assert "score: " not in printed.lower()


def test_a_report_on_one_event_names_it_and_has_no_belt(report):
    pdf = render(replace(report, event_id="e", event="Health forum", belt=None))
    assert "Event: Health forum." in reading.pages(pdf)[0]
    assert "The belt in balance" not in reading.words(pdf)


def test_a_role_not_costed_is_called_so_and_never_funded():
    free = made_up.role("Host", hours="0")
    printed = reading.words(render(made_up.report(free, made_up.role())))
    assert "Host Not costed – £0.00 – £0.00" in printed
    assert "1 role is not costed: that is no sign of its being funded." in printed
    assert "2 roles: 0 funded, 0 part funded, 1 unfunded, 1 not costed." in printed


def test_how_the_figures_were_made_names_rates_with_dates_and_sources(pdf):
    printed = reading.words(pdf)
    assert "£13.45 an hour 22 October 2025 to 31 October 2026" in printed
    assert "No source is recorded" in printed
    assert "else the project’s 0%" in printed


def test_what_is_not_known_is_counted(report, pdf):
    printed = reading.words(pdf)
    count = sum(role.lenses["trust"].state == "not_known" for role in report.roles)
    assert f", trust for {count} roles" in printed
    assert printed.count("What a lens would show is not known:") == 1
    some = reading.words(render(made_up.worked_example()))
    assert "is not known: skills for 2 roles, trust for 4 roles." in some


def test_a_project_without_an_overhead_percent_says_that_none_is_counted(report):
    pdf = render(replace(report, project_overhead_percent=None))
    assert "A role without one counts no overhead." in reading.words(pdf)
    assert "12.5%" in reading.words(pdf)


def test_every_bookmark_leads_to_the_page_of_its_heading(pdf):
    reader, texts = reading.opened(pdf), reading.pages(pdf)
    places = [
        each for part in reader.outline for each in (part if isinstance(part, list) else [part])
    ]
    assert len(places) > 10
    for place in places[1:]:
        assert place.title in texts[reader.get_destination_page_number(place)], place.title


def test_every_section_has_a_bookmark(pdf):
    top = [title for level, title in reading.bookmarks(pdf) if level == 0]
    assert top == [
        "The gap on one page",
        "Contents",
        "First to fund",
        "Every role",
        "Six lenses on each role",
        "Who carries the gap",
        "Dead ends",
        "The belt in balance",
        "Voice and power",
        "The funds",
        "How the figures were made",
        "The records behind each figure",
        "Record index",
    ]


def test_each_page_says_which_it_is_and_of_how_many(pdf):
    printed = reading.pages(pdf)
    for number, page in enumerate(printed, start=1):
        assert f"Page {number} of {len(printed)}" in page


def test_pages_after_the_first_carry_project_and_date_at_their_head(pdf):
    for page in reading.pages(pdf)[1:]:
        assert page.startswith("Resourcing-gap report · Wellbeing Erewash · as of 23 November 2026")


def test_the_file_names_its_title_its_language_and_the_program(pdf):
    reader = reading.opened(pdf)
    assert reader.metadata.title == "Resourcing-gap report: Wellbeing Erewash"
    assert (reader.metadata.author, reader.metadata.creator) == ("engagement_app",) * 2
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"


def test_the_file_is_dated_on_the_day_of_the_report(pdf):
    assert reading.opened(pdf).metadata.creation_date.date() == made_up.AS_OF


def test_every_font_of_the_file_is_embedded(report):
    names = ("محمد", "李小明", "Siân", "ஸ்ரீநிவாசன்")
    pdf = render(made_up.report(*(made_up.role(name) for name in names), belt=report.belt))
    fonts = reading.fonts(pdf)
    assert "NotoSansTamil-Regular" in fonts
    assert not [n for n, font in fonts.items() if NameObject("/FontFile2") not in _described(font)]


def _described(font):
    return font.get("/FontDescriptor", {})


def test_the_same_report_gives_the_same_bytes_also_after_another_one(report, pdf):
    names = ("শ্রীমতী রহিমা খাতুন", "श्रीकृष्ण क्षत्रिय", "محمد عبد الله")
    first = made_up.report(*map(made_up.role, names))
    before = render(first)
    render(made_up.report(*map(made_up.role, reversed(names)), made_up.role("क्षत्रिय শ্রী")))
    assert render(first) == before
    assert render(report) == pdf


def test_letters_no_font_has_are_substituted_and_listed_with_their_texts():
    pdf = render(made_up.report(made_up.role("Bus 🚌 group")))
    printed = reading.words(pdf)
    assert "Bus � group" in printed
    assert (0, "Letters that could not be printed") in reading.bookmarks(pdf)
    assert "U+1F68C bus Bus � group" in printed


def test_a_report_whose_letters_are_all_printed_does_not_speak_of_them(pdf):
    assert "could not be printed" not in reading.words(pdf)


def test_markup_in_names_prints_as_it_was_typed():
    titles = ("We need <more> buses & trains", '<img src="/etc/hostname"/>', "<b>&amp;</b>")
    holder = ("<font size=99>A & B</font>", "</para>")
    report = made_up.report(*(made_up.role(title, holder=holder) for title in titles))
    printed = reading.words(render(replace(report, project="<para> & Sons")))
    for text in (*titles, *holder, "<para> & Sons"):
        assert text in printed


def test_names_of_two_hundred_letters_in_any_script_fit():
    long = ("Everybody who lives in the valley " * 6)[:200]
    names = (long, "محمد عبد الله " * 14, "محمد" * 50, "ஸ்ரீநிவாசன்" * 18, "李小明" * 66, "W" * 200)
    roles = [made_up.role(name, holder=(name, name), people=3) for name in names]
    report = made_up.report(*roles, **made_up.SURROUNDINGS)
    pdf = render(replace(report, project=long, lead_organisation=names[1], event=long))
    assert reading.bookmarks(pdf)[1:3] == [(0, "Contents"), (0, "First to fund")]
    assert "First to fund" in reading.pages(pdf)[1]


def test_a_text_longer_than_a_page_does_not_stop_the_report():
    endless = "word " * 3000
    report = made_up.report(made_up.role(endless, holder=(endless, endless)))
    pdf = render(replace(report, project=endless, lead_organisation=endless))
    assert "First to fund" in reading.pages(pdf)[1]


def test_the_largest_amounts_stay_in_one_line():
    dear = made_up.role(hours="99999.99", hourly=99999999999, percent="100")
    assert spoken_pounds(dear.full_cost) in reading.words(render(made_up.report(dear)))


def test_progress_rises_to_its_end(report):
    told = []
    render(report, lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (100, 100)


def test_the_work_stops_where_the_person_stops_it(report):
    def stop(done, _total):
        if done > 60:
            raise Cancelled

    with pytest.raises(Cancelled):
        render(report, stop)


def test_the_work_stops_also_while_one_long_table_is_made():
    made = []

    def section(typeset):
        for _number in range(5_000):
            cell = typeset("cell", "word")
            made.append(cell)
            yield cell

    def stop(_done, _total):
        if made:
            raise Cancelled

    with pytest.raises(Cancelled):
        printed(Paper("Kind", "About", made_up.AS_OF), [section], stop)
    assert len(made) < 1_000


def test_a_share_is_printed_to_one_decimal_without_a_zero(report):
    whole = replace(report, totals=replace(report.totals, unfunded_share=Decimal("50.0")))
    assert "50% of the full cost" in reading.pages(render(whole))[0]
