"""A workbook that waits to be taken as it was looked at, whatever became of its file since."""

from dataclasses import dataclass, replace
from typing import cast

from desktop.operations.folded import packed, unpacked
from desktop.operations.opened import Opened, Settled
from desktop.operations.tray import Slot, Tray


@dataclass(frozen=True, slots=True)
class Waiting:
    """What was read of a workbook, with its bytes, out of memory."""

    # Its unit, and what it says of its period and revision: of several of one report the older comes first.
    order: tuple[str, str, int]
    # What was said of it.
    settled: Settled
    _tray: Tray
    _content: Slot
    _read: Slot

    def opened(self) -> Opened:
        """The workbook as it was put aside."""
        read = cast("Opened", unpacked(self._tray.get(self._read)))
        return replace(read, content=self._tray.get(self._content), settled=self.settled)


def put_aside(opened: Opened, tray: Tray) -> Waiting:
    """Have a workbook wait in a tray."""
    document = opened.document
    said = ("", "", 0) if document is None else (document.unit_key, document.period, document.revision)
    order = said if opened.form is None else (opened.form.unit_key, *said[1:])
    read = packed(replace(opened, content=b"", settled=Settled()))
    return Waiting(order, opened.settled, tray, tray.put(opened.content), tray.put(read))
