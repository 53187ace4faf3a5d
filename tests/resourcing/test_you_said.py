"""You said, what happened: every word has an answer, if only that there is none yet."""

from datetime import date

from engagement_app.resourcing.small_numbers import RULES
from engagement_app.resourcing.you_said import prepare_you_said
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.resourcing.projects import DELETED, project

AS_OF = date(2026, 6, 30)
UNDER_5 = RULES[1]


def told(data_file, only=None, of=None, rule=UNDER_5, **tables):
    put(data_file, project(**tables))
    with data_file.reading() as session:
        return prepare_you_said(
            session,
            rid("p"),
            AS_OF,
            rid(only) if only else None,
            community_id=rid(of) if of else None,
            rule=rule,
        )


def said(count, **more):
    return [{"id": f"c{number}", **more} for number in range(count)]


def test_a_message_has_its_answers_in_their_order_and_no_answer_is_one(data_file):
    made = told(
        data_file,
        event=[{}],
        body=[{"id": "b"}, {"id": "d", "name": "Council"}],
        contribution=said(6),
        message=[{"id": "m", "words": "Buses on Sundays", "contribution_ids": ["c1", "c2"]}],
        hearing=[
            {"id": "1", "response": "no_answer", "body_id": "d"},
            {
                "id": "2",
                "heard_on": "2026-05-01",
                "response": "refused",
                "reason": "No money before April",
                "feedback_given_on": "2026-05-09",
            },
        ],
    )
    [message] = made.carried
    assert (message.title, message.words) == ("Buses", "Buses on Sundays")
    assert [(a.body, a.response, a.reason) for a in message.answers] == [
        ("Board", "refused", "No money before April"),
        ("Council", "no_answer", None),
    ]
    assert message.answers[0].feedback_given_on == date(2026, 5, 9)
    assert made.silent == ((None, None),)


def test_a_message_that_was_heard_nowhere_is_there_without_an_answer(data_file):
    made = told(
        data_file,
        event=[{}],
        contribution=said(5),
        message=[{"id": "m", "contribution_ids": [f"c{number}" for number in range(5)]}],
    )
    assert made.carried[0].answers == ()
    assert made.carried[0].contributions == 5
    assert made.silent == ()


def test_what_stands_behind_no_message_is_counted_by_theme_the_most_first(data_file):
    made = told(
        data_file,
        event=[{}],
        theme=[{"id": "bus", "project_id": "p", "name": "Buses"}],
        contribution=[*said(9, theme_ids=["bus"]), *({"id": f"x{n}"} for n in range(12))],
        message=[{"id": "m", "contribution_ids": ["c0"]}],
    )
    assert made.silent == (("Buses", 8), (None, 12))


def test_only_the_event_and_the_community_asked_for(data_file):
    tables = {
        "event": [{"id": "e"}, {"id": "f", "title": "Fair"}],
        "community": [{"id": "c"}],
        "person": [{"id": "ann", "community_ids": ["c"]}],
        "attendance": [{"id": "a", "person_id": "ann", "status": "here"}],
        "contribution": [
            *({"id": f"own{n}", "attendance_id": "a"} for n in range(5)),
            *({"id": f"for{n}", "community_id": "c", "voice": "second_hand"} for n in range(5)),
            {"id": "theirs", "attendance_id": "a", "voice": "on_behalf"},
            {"id": "fair", "event_id": "f"},
        ],
    }
    assert told(data_file, **tables).contributions == 12
    assert told(data_file, only="e", **tables).contributions == 11
    made = told(data_file, of="c", **tables)
    assert (made.contributions, made.community) == (10, "Carers")


def test_quotes_need_permission_and_must_not_point_to_few(data_file):
    tables = {
        "event": [{}],
        "contribution": [
            *said(5, may_quote="yes"),
            {"id": "few", "voice": "on_behalf", "may_quote": "yes"},
            {"id": "never", "may_quote": "no"},
        ],
        "message": [{"id": "m", "contribution_ids": ["c0", "few", "never"]}],
    }
    made = told(data_file, **tables)
    assert [quote.contribution_id for quote in made.carried[0].quotes] == [rid("c0")]
    assert made.held_back == 1


def test_deleted_messages_hearings_and_bodies_are_out(data_file):
    made = told(
        data_file,
        event=[{}],
        body=[{"id": "b", **DELETED}],
        contribution=said(5),
        message=[
            {"id": "m", "contribution_ids": ["c0"]},
            {"id": "n", "contribution_ids": ["c1"], **DELETED},
        ],
        hearing=[{"id": "1", "response": "accepted"}],
    )
    assert [(message.title, message.answers) for message in made.carried] == [("Buses", ())]
