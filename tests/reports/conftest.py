"""The sample project, and what its papers are made from."""

import json
from datetime import date
from types import SimpleNamespace

import pytest

from engagement_app.domain.event_days import list_by_day
from engagement_app.domain.feedback import read_owed
from engagement_app.domain.finding import list_titles
from engagement_app.exchange.sample import add_sample
from engagement_app.papers import PAPERS
from engagement_app.resource import resource
from engagement_app.store.datafile import create_file

AS_OF = date(2026, 11, 23)


class Sample(SimpleNamespace):
    """A session of the sample, its project, the event to come and somebody who spoke."""

    def prepared(self, paper, event_id=None, **chosen):
        """What a paper is made from."""
        return PAPERS[paper].prepare(self.session, self.project, AS_OF, event_id, **chosen)


@pytest.fixture(scope="session")
def sample(tmp_path_factory, keyboard):
    """Read only, and open for all tests."""
    path = tmp_path_factory.mktemp("papers") / "sample.engagement"
    with create_file(path, keyboard) as file:
        with file.writing("sample.new") as session:
            project = add_sample(session)
        with file.reading() as session:
            [message, *_more] = list_titles(session, "message", project)
            yield Sample(
                session=session,
                project=project,
                coming=list_by_day(session, project)[0].id,
                spoke=read_owed(session, message.id).to_tell[0].person_id,
                records=json.loads(resource("sample/project.json").read_text("utf-8")),
            )
