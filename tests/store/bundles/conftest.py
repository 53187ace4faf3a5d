"""Two laptops that know the same, and one more that knows nothing."""

import pytest

from engagement_app.domain import acts
from engagement_app.domain.events import EventInput
from engagement_app.domain.projects import ProjectInput
from tests.store.bundles.laptops import WORDS, Laptop


@pytest.fixture
def laptop(tmp_path, blank, cheap_bundles):
    """`laptop(name)`: another one with an empty file; all are closed at the end."""
    made = []

    def new(name):
        made.append(Laptop(name, tmp_path, blank))
        return made[-1]

    yield new
    for each in made:
        each.file.close()


@pytest.fixture
def cheap_bundles(cheap_keys, monkeypatch):
    """The passphrase of a bundle costs next to nothing either."""
    from engagement_app.store.bundles import sealing
    from tests.store.keys.cheap import CHEAP

    given = sealing.laid_out.__defaults__
    monkeypatch.setattr(sealing.laid_out, "__defaults__", (*given[:-1], CHEAP))


@pytest.fixture
def first(laptop):
    """Laptop A, with a project, an event and Ann, who has a phone."""
    made = laptop("A")
    made.project = made.do(acts.add, ProjectInput.parse(name="Tawe green spaces"))
    made.event = made.do(acts.add, EventInput.parse(project_id=made.project, title="Open day"))
    made.ann = made.add("Ann", phone="07700 900111")
    return made


@pytest.fixture
def second(first, laptop):
    """Laptop B, which took in all that A knows."""
    made = laptop("B")
    made.take(first.bundle(passphrase=WORDS), WORDS)
    made.ann, made.event, made.project = first.ann, first.event, first.project
    return made
