"""People recorded twice and merged count as if they had been one from the start."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_app.domain import merging
from engagement_app.domain.arrivals import count_at_the_door
from engagement_app.domain.attendance_list import list_attendees
from engagement_app.exchange.gap_json import gap_json
from engagement_app.resourcing.gap import gap_report
from engagement_app.resourcing.promises import count_open, unanswered
from engagement_app.resourcing.reading import read_ledger
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import fresh, put
from tests.resourcing.projects import AS_OF, project

HUMANS = ("ann", "bob")
TRI = st.sampled_from(["yes", "no", "not_known"])
DAY = date.fromisoformat(AS_OF)

ATTENDANCES = st.lists(
    st.fixed_dictionaries(
        {
            "event_id": st.sampled_from(["e1", "e2"]),
            "status": st.sampled_from(["here", "left", "expected", "did_not_come"]),
            "first_time": TRI,
            "wants_to_stay_involved": st.sampled_from(["yes", "no", "not_asked"]),
            "source": st.sampled_from(["walk_in", "import"]),
        }
    ),
    min_size=1,
    max_size=5,
)
WHO = st.lists(st.tuples(st.sampled_from(HUMANS), st.integers(0, 2)), min_size=5, max_size=5)
SAID = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["own", "on_behalf"]), st.booleans()), max_size=4
)
FOLLOW_UPS = st.lists(
    st.tuples(
        st.sampled_from(["person", "attendance", "contribution", "both"]),
        st.integers(0, 4),
        st.sampled_from(["open", "done", "cancelled"]),
        st.booleans(),
    ),
    max_size=4,
)


def document(attendances, who, said, follow_ups, *, once):
    """The project with each human under up to three records, or with one record for each."""

    def called(at):
        human, copy = who[at]
        return human if once or not copy else f"{human} {copy}"

    places = [
        {"id": f"at {at}", **each, "person_id": called(at)} for at, each in enumerate(attendances)
    ]
    spoken = []
    for number, (at, voice, heard) in enumerate(said):
        place = places[at % len(places)]
        values = {"attendance_id": place["id"], "event_id": place["event_id"], "voice": voice}
        community = "c1" if heard else None
        spoken.append({"id": f"said {number}", **values, "community_id": community})
    return project(
        community=[{"id": "c1"}, {"id": "c2"}],
        event=[{"id": "e1"}, {"id": "e2"}],
        engagement_role=[{}],
        person=[
            {"id": name, "given_name": name, "known_as": None, "community_ids": ["c2"]}
            for human in HUMANS
            for name in ([human] if once else [human, f"{human} 1", f"{human} 2"])
        ],
        attendance=places,
        contribution=spoken,
        message=[{"contribution_ids": [each["id"] for each in spoken]}],
        follow_up=list(_follow_ups(follow_ups, places, spoken)),
    )


def _follow_ups(follow_ups, places, spoken):
    for number, (on, at, status, owned) in enumerate(follow_ups):
        place = places[at % len(places)]
        links = {}
        if on in ("person", "both"):
            links["person_id"] = place["person_id"]
        if on in ("attendance", "both"):
            links["attendance_id"] = place["id"]
        if on == "contribution" and spoken:
            links["contribution_id"] = spoken[at % len(spoken)]["id"]
        owner = {"owner_name": "Mari", "due_on": "2026-07-01"} if owned else {}
        yield {"id": f"f {number}", "status": status, "role_id": "r", **owner, **links}


def figures(session):
    """All that is counted of people, and who is listed under which name."""
    ledger = read_ledger(session, rid("p"))
    return (
        gap_json(gap_report(ledger, DAY)),
        [gap_json(gap_report(ledger, DAY, rid(event))) for event in ("e1", "e2")],
        [count_at_the_door(session, rid(event)) for event in ("e1", "e2")],
        count_open(session, rid("p"), DAY),
        unanswered(session, rid("p")),
        [(row.given_name, row.id) for row in list_attendees(session, rid("p"))],
    )


@settings(max_examples=12)
@given(ATTENDANCES, WHO, SAID, FOLLOW_UPS)
def test_after_merging_every_figure_is_that_of_one_person(
    blank, keyboard, attendances, who, said, follow_ups
):
    found = []
    for once in (True, False):
        with fresh(blank, keyboard) as file:
            put(file, document(attendances, who, said, follow_ups, once=once))
            if not once:
                with file.writing("person.merge") as session:
                    for human in HUMANS:
                        merging.merge(session, rid(f"{human} 1"), rid(f"{human} 2"), {})
                        merging.merge(session, rid(human), rid(f"{human} 1"), {})
            with file.reading() as session:
                found.append(figures(session))
    assert found[0] == found[1]
