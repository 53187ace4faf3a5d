"""A copy beside the file and one in the second place: the first whatever becomes of the other."""

from dataclasses import dataclass
from pathlib import Path

from engagement_app.domain.soundness import Source, back_up, back_up_if_changed
from engagement_app.gui.problems import EXPECTED, sentence_of
from engagement_app.progress import Progress, silent
from engagement_app.store.backup import folder_of


@dataclass(frozen=True, slots=True)
class Copied:
    """The copies that were made, and a sentence where that in the second place could not be."""

    near: Path | None
    far: Path | None
    trouble: str = ""


def keep_copies(
    file: Source, far: Path | None, progress: Progress = silent, *, always: bool = False
) -> Copied:
    """Copies beside the file and in the second place, if that is there, of what changed.

    Raises as `backup.make` where that beside the file cannot be made.
    """
    copy = back_up if always else back_up_if_changed
    near = copy(file, folder_of(file.path), progress)
    if far is None:
        return Copied(near, None)
    try:
        return Copied(near, copy(file, far, progress))
    except EXPECTED as error:
        return Copied(near, None, sentence_of(error))
