"""Laptops that work on one project: a bundle for another one, and one that another made."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from engagement_app.domain import bundles
from engagement_app.domain.bundle_words import Told
from engagement_app.domain.contested import Waiting
from engagement_app.errors import UserError
from engagement_app.gui.in_sight import bring_in_sight
from engagement_app.gui.pages.data.bundle_card import BundleCard
from engagement_app.gui.pages.data.part import Part, button, card, fill, flow, scrolled
from engagement_app.gui.pages.data.question import Question
from engagement_app.gui.pages.data.settle_card import SettleCard
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.protection.secrets import SecretLine, go_to
from engagement_app.gui.settings import remember, remembered
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.progress import Progress
from engagement_app.store.bundles.container import ENDING
from engagement_app.store.datafile import DataFile
from engagement_app.store.keys.slots import PASSPHRASE

_SAID = _(
    "What the other laptop knows is added to what is known here. Nothing is overwritten: where both"
    " changed the same thing, you are told, and the newer is shown. You see first what would come."
)
_KINDS = _("Bundles") + f" (*{ENDING});;" + _("All files") + " (*)"


class LaptopsPart(Part):
    """What would come with a bundle is told before it is taken in, and what came after it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.making = BundleCard(workspace)
        self.settling = SettleCard(workspace)
        self.choose = button(_("&Choose a bundle…"), self.choose_bundle)
        self.passphrase = SecretLine(_("The &passphrase of this bundle"))
        self.open = button(_("&Open it"), self.look)
        self.question = Question("", _("&Take it in"), _("Leave it"))
        self.told = label(role="good")
        self.came = label()
        self.doubts = label(role="problem")
        self.problem = label(role="problem")
        self.source: Path | None = None
        self._given: tuple[str, ...] = ()
        self._lay_out()
        self.passphrase.line.returnPressed.connect(self.look)
        self.question.agreed.connect(self.take)
        self.question.kept.connect(self.leave)
        workspace.opened.connect(self._begin_again)
        self._begin_again()

    def reload(self) -> None:
        """Another file may be open now."""
        self.making.reload()

    def start(self) -> None:
        """Begin with what waits to be settled, else with a bundle for another laptop."""
        if self.settling.rows:
            self.settling.start()
        else:
            self.making.make.setFocus()

    def choose_bundle(self) -> None:
        """Ask for a bundle, and look at it."""
        folder = remembered("bundle_folder", str(Path.home()))
        chosen, _kind = QFileDialog.getOpenFileName(self, _("A bundle to take in"), folder, _KINDS)
        if chosen:
            remember("bundle_folder", str(Path(chosen).parent))
            self._begin_again()
            self.source = Path(chosen)
            self.look()

    def look(self) -> None:
        """See what would come, with the passphrase if one was asked for."""
        self._given = (self.passphrase.text(),) if self.passphrase.text() else ()
        self._run(_("Reading {file}"), bundles.foresee, self._foreseen)

    def take(self) -> None:
        """Take it in as one act, after a backup; it can be stopped."""
        self._run(_("Taking in {file}"), bundles.apply, self._taken)

    def leave(self) -> None:
        """Nothing is taken in."""
        self._begin_again()
        self.choose.setFocus()

    def _run(self, title: str, do: Callable[..., Told], then: Callable[[Told], object]) -> None:
        source, given = self.source, self._given
        if source is None:
            return
        self._tell_problem("")

        def work(file: DataFile, progress: Progress) -> Told:
            return do(file, source, given, progress)

        show_progress(
            self,
            title.format(file=source.name),
            self.workspace.task(work, self),
            then=then,
            failed=self._failed,
            stopped=partial(self._tell_problem, _("Stopped. Nothing was changed.")),
        )

    def _foreseen(self, told: Told) -> None:
        self._show_passphrase(False)
        if told.taken.is_nothing():
            self._taken(told)
            return
        sentence = _("If you take in {file}: {what}")
        name = self.source.name if self.source else ""
        what = ("", *told.came, *_differing(told.contested))
        self.question.say(sentence.format(file=name, what="\n".join(what)))
        self._say_doubts(told.doubts)
        self.question.ask()
        self.question.agree.setFocus()
        bring_in_sight(self.question)

    def _taken(self, told: Told) -> None:
        name = self.source.name if self.source else ""
        self._begin_again()
        self.told.setText(
            _("✓ Taken in: {file}. {letters}").format(file=name, letters=told.letters)
        )
        self.told.show()
        self.came.setText("\n".join(told.came))
        self.came.show()
        self._say_doubts(told.doubts)
        self.workspace.unsettled.look()
        self.choose.setFocus()
        bring_in_sight(self.told)

    def _say_doubts(self, doubts: tuple[str, ...]) -> None:
        self.doubts.setText("\n".join(doubts))
        self.doubts.setVisible(bool(doubts))

    def _failed(self, error: Exception) -> None:
        self._tell_problem(sentence_of(error))
        self.question.hide()
        if isinstance(error, UserError) and error.field == PASSPHRASE:
            self._show_passphrase(True)
            go_to(self.passphrase.line)
            bring_in_sight(self.open)
        else:
            bring_in_sight(self.problem)

    def _show_passphrase(self, shown: bool) -> None:
        self.passphrase.setVisible(shown)
        self.open.setVisible(shown)

    def _tell_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _begin_again(self) -> None:
        """No bundle is looked at, and no passphrase stays in sight."""
        self.source, self._given = None, ()
        self.passphrase.line.clear()
        self._show_passphrase(False)
        self._tell_problem("")
        for each in (self.question, self.told, self.came, self.doubts):
            each.hide()

    def _lay_out(self) -> None:
        taking = card(
            _("From another laptop"),
            label(_SAID),
            flow(self.choose),
            self.problem,
            self.passphrase,
            flow(self.open),
            self.question,
            self.told,
            self.came,
            self.doubts,
        )
        fill(self, scrolled(self.making, taking, self.settling))


def _differing(waiting: Waiting) -> Iterator[str]:
    """What will wait to be settled, before it is taken in."""
    if count := len(waiting.places):
        one = _("{count} field was written differently on two laptops; both values are kept here:")
        many = _(
            "{count} fields were written differently on two laptops; all values are kept here:"
        )
        yield plural(one, many, count)
        yield from (each.told for each in waiting.first)
