"""What may be asked for next, loaded and made while nobody waits for it."""

from collections.abc import Iterable, Iterator
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject

from desktop import operations, pages
from desktop.operations.ahead import load, modules_below
from desktop.pages import entry
from desktop.pages.runner import Runner
from desktop.widgets.slices import Slices


class Ahead(QObject):
    """Libraries come on a thread of their own, beside what a person asks for.

    Whatever makes classes of Qt's comes on the window's thread, a little at a time: where two threads make them at one
    moment, the program dies.
    """

    def __init__(self, runner: Runner, made: Iterable[object], seat: QObject, *, department: bool) -> None:
        super().__init__(seat)
        # After what fills the first page.
        runner.run(lambda _progress: None, self._on_idle)
        self._runner = Runner(self)
        self._runner.crashed.connect(runner.crashed)
        # Makes a page at each step.
        self._made = made
        self._department = department
        self._over = False

    def stop(self) -> None:
        """Load no more: all is there, or the seat is being left."""
        self._over = True
        self._runner.close()

    def _on_idle(self, _nothing: None) -> None:
        """The page that a clerk goes to next; then the rest."""
        names = modules_below(entry) if self._department else ()
        Slices(self._steps(names), partial(self._load_next, modules_below(operations)), self)

    def _load_next(self, names: Iterator[str]) -> None:
        name = None if self._over else next(names, None)
        if name is not None:
            self._runner.run(lambda _progress: load([name]), lambda _loaded: self._load_next(names))
        else:
            Slices(self._rest(), self.stop, self)

    def _rest(self) -> Iterator[object]:
        yield from self._steps(modules_below(pages))
        yield from self._until_over(self._made)

    def _steps(self, names: Iterable[str]) -> Iterator[object]:
        return self._until_over(import_module(name) for name in names)

    def _until_over(self, steps: Iterable[object]) -> Iterator[object]:
        for step in steps:
            if self._over:
                return
            yield step
