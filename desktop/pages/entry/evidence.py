"""The evidence files of the target under the cursor: added by button, drop or paste, opened, removed."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from db.evidence import EvidenceFile, size_text
from db.names import marked
from desktop.desk import Desk
from desktop.operations.entry import EntryRow
from desktop.operations.evidence import (
    FileCondition,
    add_bytes,
    add_files,
    attach_all,
    conditions,
    open_copy,
    remove_file,
)
from desktop.operations.risks import Risk, risk_of
from desktop.pages.choosing import ChoiceDialog
from desktop.pages.dialogs import Chooser
from desktop.pages.runner import Runner, Topic
from desktop.widgets.theme import GAP_SMALL, Part, dress, scaled

_FILE: Final = Qt.ItemDataRole.UserRole
_SHOWN: Final = 4
_LINE: Final = 26
_CHANGES: Final = frozenset({Topic.ENTRIES})


class EvidenceBox(QWidget):
    """`changed` tells that other files are attached now."""

    changed = Signal()

    def __init__(self, desk: Desk, runner: Runner, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._chooser = chooser
        self._row: EntryRow | None = None
        self._locked = False
        self._removed: EvidenceFile | None = None
        self.setAcceptDrops(True)
        self.files = QListWidget(self)
        self.files.setAccessibleName(self.tr("Evidence files"))
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.files.itemActivated.connect(self._on_open)
        self.files.itemSelectionChanged.connect(self._enable)
        self.hint = QLabel(self.tr("Files can be dropped or pasted here."), self)
        self.hint.setWordWrap(True)
        dress(self.hint, Part.CAPTION)
        self.add_button = self._button(self.tr("Add files…"), self._on_add)
        self.open_button = self._button(self.tr("Open"), self._on_open)
        self.remove_button = self._button(self.tr("Remove"), self._on_remove)
        self.undo_button = self._button(self.tr("Undo"), self._on_put_back)
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        for button in (self.add_button, self.open_button, self.remove_button, self.undo_button):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.files)
        column.addWidget(self.hint)
        column.addLayout(row)

    def show_files(self, row: EntryRow, *, locked: bool) -> None:
        """Show another target's files; whether they are still there is looked up meanwhile."""
        if self._row is None or self._row.target.key != row.target.key:
            self._removed = None
        self._row, self._locked = row, locked
        self.files.clear()
        for file in row.files:
            item = QListWidgetItem(f"{marked(file.name)}　{size_text(file.size)}", self.files)
            item.setData(_FILE, file)
            item.setSizeHint(QSize(0, scaled(_LINE)))
            item.setToolTip(marked(file.name))
        self.files.setVisible(bool(row.files))
        self.hint.setVisible(not row.files and not locked)
        self.files.setFixedHeight(scaled(_LINE) * min(len(row.files), _SHOWN) + 2 * self.files.frameWidth())
        self._enable()
        if row.files:
            files = row.files
            self._runner.run(lambda _progress: conditions(self._desk, files), partial(self._on_looked, files))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Files and pictures are pasted, Del removes, Enter opens."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._take(QGuiApplication.clipboard().mimeData())
        elif event.key() == Qt.Key.Key_Delete:
            self._on_remove()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files that are dropped here are evidence, also workbooks."""
        if event.mimeData().hasUrls() and not self._locked:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Attach what was dropped."""
        event.acceptProposedAction()
        self._take(event.mimeData())

    def _take(self, data: QMimeData) -> None:
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self._add(paths)
        elif data.hasImage() and self._row is not None and not self._locked:
            name = self.tr("Picture {time}").format(time=datetime.now().astimezone().strftime("%Y%m%d-%H%M%S"))
            content = _png(QImage(data.imageData()))
            code, key = self._row.period.code, self._row.target.key
            self._do(lambda: add_bytes(self._desk, code, key, f"{name}.png", content))

    def _add(self, paths: Sequence[Path]) -> None:
        if self._row is not None and not self._locked:
            code, key = self._row.period.code, self._row.target.key
            self._do(lambda: add_files(self._desk, code, key, paths))

    def _do(self, deed: Callable[[], None]) -> None:
        self._runner.run(lambda _progress: deed(), lambda _done: self.changed.emit(), changes=_CHANGES)

    def _on_looked(self, files: tuple[EvidenceFile, ...], found: list[FileCondition]) -> None:
        if self._row is None or self._row.files != files:
            return
        words = {FileCondition.MISSING: self.tr("missing"), FileCondition.CHANGED: self.tr("changed")}
        for number, condition in enumerate(found):
            item = self.files.item(number)
            if condition in words:
                item.setText(f"■ {words[condition]}　{item.text()}")
                item.setToolTip(self.tr("The kept file is not what was attached; please add it again."))

    def _on_add(self) -> None:
        start = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        paths = self._chooser.evidence(self.window(), start)
        if paths:
            self._add(paths)

    def _on_open(self) -> None:
        file = self._chosen()
        if file is not None and self._may_open(file):
            self._runner.run(
                lambda _progress: open_copy(self._desk, file),
                _show,
            )

    def _may_open(self, file: EvidenceFile) -> bool:
        """Ask before a file is opened that is a program or may hold one."""
        risk = risk_of(file.name)
        if risk is Risk.NONE:
            return True
        title, why = (
            (
                self.tr("This file is a program"),
                self.tr("Opening “{name}” would run it on this computer. Open it only if you know who made it."),
            )
            if risk is Risk.PROGRAM
            else (
                self.tr("This file may hold macros"),
                self.tr("“{name}” may hold macros, which are programs. Do not allow them unless you know who made it."),
            )
        )
        words = why.format(name=marked(file.name))
        open_it = {"open": self.tr("Open all the same")}
        return self._chooser.show(ChoiceDialog(title, words, open_it, self.tr("Do not open"), self.window()))

    def _on_remove(self) -> None:
        file = self._chosen()
        if file is not None and self._row is not None and not self._locked:
            code, key = self._row.period.code, self._row.target.key
            self._removed = file
            self._do(lambda: remove_file(self._desk, code, key, file))

    def _on_put_back(self) -> None:
        file = self._removed
        if file is not None and self._row is not None:
            code, key = self._row.period.code, self._row.target.key
            self._removed = None
            self._do(lambda: attach_all(self._desk, code, key, [file]))

    def _chosen(self) -> EvidenceFile | None:
        items = self.files.selectedItems()
        found: EvidenceFile | None = items[0].data(_FILE) if items else None
        return found

    def _enable(self) -> None:
        chosen = self._chosen() is not None
        self.add_button.setEnabled(not self._locked)
        self.open_button.setVisible(chosen)
        self.remove_button.setVisible(chosen and not self._locked)
        self.undo_button.setVisible(self._removed is not None and not self._locked)

    def _button(self, words: str, deed: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        dress(button, Part.LINK)
        button.clicked.connect(deed)
        return button


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a text
    buffer.close()
    return bytes(content.data())
