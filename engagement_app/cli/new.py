"""`new`: an empty data file, with a project and an event if they are named."""

from pathlib import Path

from engagement_app.cli.files import Options, create
from engagement_app.cli.output import say
from engagement_app.domain.events import EventInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.errors import UserError
from engagement_app.language import _


def new(options: Options) -> int:
    """Make the file; it must not be there yet."""
    from engagement_app.domain.acts import add

    path = _path(options)
    if options.event is not None and options.project is None:
        raise UserError(_("An event needs a project. Add --project NAME."))
    if options.project is not None:
        ProjectInput.parse(name=options.project)
    with create(path) as file:
        say(_("Made {file}").format(file=path))
        if options.project is not None:
            with file.writing("project.new") as session:
                project_id = add(session, ProjectInput.parse(name=options.project))
                if options.event is not None:
                    add(session, EventInput.parse(project_id=project_id, title=options.event))
    return 0


def _path(options: Options) -> Path:
    if options.path and options.file:
        raise UserError(_("The new file is named twice. Leave out --file."))
    named = options.path or options.file
    if not named:
        raise UserError(_("Name the new file, such as: engagement-app new town.engagement"))
    return Path(named)
