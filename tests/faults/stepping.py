"""Kill the same work again and again: at each step of ours, and at each call of the system."""

import os
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from tests.faults.kills import starting
from tests.faults.tracing import traced

Figures = TypeVar("Figures")
Work = Callable[..., Any]


class Scene(Protocol, Generic[Figures]):
    """What is there before each kill, and what is looked at after it."""

    def again(self) -> None:
        """Put everything back to what it was at first."""

    def look(self, figures: Figures) -> None:
        """Count what a person would find."""


def at_each_step(
    scene: Scene[Figures], figures: Figures, work: Work, *words: str, every: int = 1, first: int = 1
) -> Figures:
    """A kill at each step, or at every so manieth, until the work lives to its end.

    The work is given the words, the number of the step at which it kills itself, and the folder
    of its settings.
    """
    step = first
    while True:
        scene.again()
        more = (str(step), os.environ["XDG_CONFIG_HOME"])
        running = starting().Process(target=work, args=(*words, *more))
        running.start()
        running.join()
        if running.exitcode == 0:
            return figures
        scene.look(figures)
        step += every


def at_each_call(
    scene: Scene[Figures],
    figures: Figures,
    calls: tuple[str, ...],
    most: int,
    work: Work,
    *words: str,
) -> Figures:
    """A kill at each of so many of these calls, the engine's own among them."""
    for call in calls:
        for number in range(1, most + 1):
            scene.again()
            fault = f"inject={call}:signal=KILL:when={number}"
            how = ["-e", f"trace={call}", "-e", fault, "-o", os.devnull]
            if traced(how, work, *words) == 0:
                break
            scene.look(figures)
    return figures
