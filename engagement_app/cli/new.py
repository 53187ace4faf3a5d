"""`new`: an empty data file, with a project and an event if they are named."""

from pathlib import Path

from engagement_app.cli.files import Options
from engagement_app.cli.output import say, warn
from engagement_app.cli.passphrases import needed_passphrase, passphrase_given
from engagement_app.cli.protecting import CODE_TOLD
from engagement_app.domain.events import EventInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store import place
from engagement_app.store.fresh import made_whole
from engagement_app.store.keys.ways import Protection
from engagement_app.store.outputs import try_place


def new(options: Options) -> int:
    """Make the file, which must not be there yet, with all that is named, or nothing."""
    from engagement_app.domain.acts import add

    path = _path(options)
    _refuse_half_named(options)
    if path.parent.is_dir():
        try_place(path)
    protection = _protection(options)
    with made_whole(path, place.keyboard(), protection) as file:
        if options.project is not None:
            with file.writing("project.new") as session:
                project_id = add(session, ProjectInput.parse(name=options.project))
                if options.event is not None:
                    add(session, EventInput.parse(project_id=project_id, title=options.event))
    place.remember_file(path)
    _tell(options, path)
    if protection is not None:
        say(protection.code)
        warn(CODE_TOLD)
    return 0


def _protection(options: Options) -> Protection | None:
    """How the file is protected: not at all where no passphrase is given."""
    if passphrase_given(options) is None:
        return None
    return Protection(needed_passphrase(options))


def _tell(options: Options, path: Path) -> None:
    """What was made; and of a file without a project, how one comes into it."""
    if options.project is None:
        say(_("Made {file}").format(file=path))
        warn(
            _(
                "It holds no project yet. Take one in with “import project”, or make a file"
                " with --project NAME --event TITLE."
            )
        )
    elif options.event is None:
        sentence = _("Made {file} with the project “{project}”")
        say(sentence.format(file=path, project=options.project.strip()))
    else:
        sentence = _("Made {file} with the project “{project}” and its event “{event}”")
        names = {"project": options.project.strip(), "event": options.event.strip()}
        say(sentence.format(file=path, **names))


def _refuse_half_named(options: Options) -> None:
    for option, title in (("--project", options.project), ("--event", options.event)):
        if title is not None and not title.strip():
            raise UserError(_("{option} is empty. Write a name after it.").format(option=option))
    if options.event is not None and options.project is None:
        raise UserError(_("An event needs a project. Add --project NAME."))


def _path(options: Options) -> Path:
    if options.path and options.file:
        raise UserError(_("The new file is named twice. Leave out --file."))
    named = options.path or options.file
    if not named:
        raise UserError(
            _(
                "Name the new file, such as: engagement-app new town.engagement"
                ' --project "Town voices" --event "Spring forum"'
            )
        )
    path = Path(named)
    if path.exists():
        sentence = _("{file} is there already. Name a new file; nothing was changed.")
        raise UserError(sentence.format(file=path))
    return path
