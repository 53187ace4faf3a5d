"""What the links of a form can be, in the project and event being worked on."""

from collections.abc import Sequence

from engagement_app.domain.choices import Chosen, list_choices
from engagement_app.gui.forms.links import Choices
from engagement_app.gui.workspace import Workspace


def choices_of(workspace: Workspace) -> Choices:
    """A function that lists what can be chosen of a table."""

    def choices(table: str, text: str = "", ids: Sequence[str] = ()) -> list[Chosen]:
        if not workspace.is_open:
            return []
        return workspace.read(
            list_choices, table, workspace.project_id, workspace.event_id, text, ids
        )

    return choices
