"""The recovery key, shown to be printed, saved or written down, until somebody says that this was done."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QDate, QIODevice, QLocale, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from db.errors import Refusal
from desktop.operations.printing import put_in_place
from desktop.pages.dialogs import Chooser
from desktop.pages.printing.previewing import no_printer
from desktop.pages.trust.code_card import CodeCard
from desktop.widgets.theme import GAP, MARGIN, Part, dress
from desktop.widgets.words import speak

_WIDTH = 660
_LAYOUT = QPageLayout(
    QPageSize(QPageSize.PageSizeId.A5),
    QPageLayout.Orientation.Landscape,
    QMarginsF(14, 14, 14, 14),
    QPageLayout.Unit.Millimeter,
)


class RecoveryDialog(QDialog):
    """Cannot be closed before somebody says that the key is kept."""

    def __init__(self, database: Path, key: str, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(parent)
        self._database, self._key, self._chooser = database, key, chooser
        self.setWindowTitle(self.tr("Recovery key"))
        self.setMinimumWidth(_WIDTH)
        heading = QLabel(self.tr("Keep this recovery key"), self)
        dress(heading, Part.HEADING)
        why = self.tr(
            "If the passphrase is forgotten or the key file is lost, only this key opens the data; nobody else can, "
            "not even those who make the program. Print it or write it down, and lock it away from this computer."
        )
        self.card = CodeCard(self.tr("Recovery key"), why, self)
        self.card.show_code(key)
        # Not a sign of it may be cut off, however large texts are.
        self.card.code.ensurePolished()
        self.card.code.setMinimumWidth(self.card.code.sizeHint().width() + GAP)
        self.print_button = self._button(self.tr("Print…"), self._on_print)
        self.save_button = self._button(self.tr("Save as PDF…"), self._on_save)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.hide()
        self.kept = QCheckBox(self.tr("I have kept it, and not only on this computer"), self)
        buttons = QDialogButtonBox(self)
        self.go_on = buttons.addButton(self.tr("Done"), QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self.go_on, Part.PRIMARY)
        self.go_on.setEnabled(False)
        for button in (self.print_button, self.save_button):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.kept.toggled.connect(self.go_on.setEnabled)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (heading, self.card, self.said, self.kept, buttons):
            column.addWidget(widget)

    def reject(self) -> None:
        """Only when it is kept."""
        if self.kept.isChecked():
            super().reject()

    def page(self) -> str:
        """The page in both languages, since whoever needs it one day may not be who prints it now."""
        day = QLocale("zh_CN").toString(QDate.currentDate(), "yyyy-MM-dd")
        name = self._database.name.replace("&", "&amp;").replace("<", "&lt;")
        groups = self._key.split("-")
        lines = ["-".join(groups[:4]) + "-", "-".join(groups[4:])]
        return (
            "<h2>恢复密钥 Recovery key</h2>"
            f"<p>台账 Database: <b>{name}</b>　　{day}</p>"
            f"<p style='font-family: monospace; font-size: 22px'><b>{'<br>'.join(lines)}</b></p>"
            "<p>忘了口令，或丢了密钥文件：打开台账时点“忘了口令？用恢复密钥…”，照着输入上面七组，再设新口令。"
            "谁有这张纸，谁就能打开台账和它的备份。请锁好，不要和电脑放在一起。</p>"
            "<p>If the passphrase is forgotten or the key file is lost: open the database, choose “Forgotten? Use the "
            "recovery key…”, type the seven groups above and set a new passphrase. Whoever has this paper can open the "
            "database and its backups. Lock it away, apart from the computer.</p>"
        )

    def _button(self, words: str, deed: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(deed)
        return button

    def _on_print(self) -> None:
        if not self._chooser.has_printer():
            self._say(no_printer(), Part.QUERY)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(_LAYOUT)
        printer.setDocName(self.windowTitle())
        if self._chooser.show(QPrintDialog(printer, self)):
            self._document().print_(printer)

    def _on_save(self) -> None:
        out = self._chooser.save_pdf(self, Path.home(), self.windowTitle())
        if out is None:
            return
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setPageLayout(_LAYOUT)
        self._document().print_(writer)
        buffer.close()
        try:
            put_in_place(out, bytes(content.data()))
        except Refusal as refusal:
            self._say(speak(refusal.sentence), Part.ERROR)
        else:
            where = self.tr("Saved to {file}. Move it off this computer, to a stick that is locked away.")
            self._say(where.format(file=out), Part.GOOD)

    def _say(self, words: str, part: Part) -> None:
        self.said.setText(words)
        dress(self.said, part)
        self.said.show()

    def _document(self) -> QTextDocument:
        document = QTextDocument(self)
        document.setHtml(self.page())
        return document
