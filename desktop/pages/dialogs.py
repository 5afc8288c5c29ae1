"""What only a person can decide: which file, where to, and whether really. Tests put their own answers in its place."""

from pathlib import Path
from typing import TYPE_CHECKING

# A class of Qt's is made when it is first named: before the first paint nobody needs these.
from PySide6 import QtWidgets
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from db.names import inside
from db.reach import reachable
from desktop.handed import DATABASES
from desktop.own_folder import own_folder
from desktop.settings import CHECKED_BY, FILLED_BY, FILLED_BY_PHONE, IMPORT_FOLDER, Settings

if TYPE_CHECKING:
    from desktop.operations.entry import Signature
    from desktop.pages.new_plan import NewPlan


def local_folder(chooser: "Chooser", parent: QWidget) -> Path | None:
    """Where databases are kept, asked for where that is not on this computer: a profile may be on a share."""
    from db.places import HERE, Place, place_of

    folder = own_folder()
    if place_of(folder, HERE) is not Place.LOCAL:
        title = QCoreApplication.translate("Chooser", "Choose a folder on a disk of this computer")
        return chooser.folder(parent, title, folder)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Chooser:
    """Asks for files, folders and a yes, with the dialogs of the system."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def workbooks(self, parent: QWidget, start: Path) -> list[Path]:
        """Workbooks to receive."""
        title = QCoreApplication.translate("Chooser", "Import workbooks")
        names, _ = QtWidgets.QFileDialog.getOpenFileNames(parent, title, str(start), self._workbook_filter())
        return [reachable(Path(name)) for name in names]

    def workbook(self, parent: QWidget) -> Path | None:
        """The one workbook that headquarters sent."""
        title = QCoreApplication.translate("Chooser", "Open the assignment workbook")
        name, _ = QtWidgets.QFileDialog.getOpenFileName(parent, title, self._import_folder(), self._workbook_filter())
        return reachable(Path(name)) if name else None

    def catalogue(self, parent: QWidget) -> Path | None:
        """A catalogue of targets."""
        title = QCoreApplication.translate("Chooser", "Open a list of targets")
        kinds = QCoreApplication.translate("Chooser", "Lists of targets (*.xlsx *.xls *.csv *.xlsm *.xlsb *.ods *.et)")
        name, _ = QtWidgets.QFileDialog.getOpenFileName(parent, title, "", kinds)
        return reachable(Path(name)) if name else None

    def form(self, parent: QWidget, start: Path) -> Path | None:
        """One's own form, with names in its cells."""
        title = QCoreApplication.translate("Chooser", "Open the form to be filled")
        kinds = QCoreApplication.translate("Chooser", "Forms (*.xlsx *.xlsm)")
        name, _ = QtWidgets.QFileDialog.getOpenFileName(parent, title, str(start), kinds)
        return reachable(Path(name)) if name else None

    def save_workbook(self, parent: QWidget, folder: Path, name: str) -> Path | None:
        """Where to write a workbook."""
        title = QCoreApplication.translate("Chooser", "Save the workbook")
        kinds = QCoreApplication.translate("Chooser", "Excel workbooks (*.xlsx)")
        chosen, _ = QtWidgets.QFileDialog.getSaveFileName(parent, title, str(inside(folder, name)), kinds)
        return _with_suffix(chosen, ".xlsx")

    def evidence(self, parent: QWidget, start: Path) -> list[Path]:
        """Files to be attached to an entry."""
        title = QCoreApplication.translate("Chooser", "Attach files")
        names, _ = QtWidgets.QFileDialog.getOpenFileNames(parent, title, str(start))
        return [reachable(Path(name)) for name in names]

    def save_pdf(self, parent: QWidget, folder: Path, name: str) -> Path | None:
        """Where to write a PDF."""
        title = QCoreApplication.translate("Chooser", "Save as PDF")
        kinds = QCoreApplication.translate("Chooser", "PDF files (*.pdf)")
        chosen, _ = QtWidgets.QFileDialog.getSaveFileName(parent, title, str(inside(folder, f"{name}.pdf")), kinds)
        return _with_suffix(chosen, ".pdf")

    def save_briefing(self, parent: QWidget, folder: Path, name: str) -> Path | None:
        """Where to write a Word document."""
        title = QCoreApplication.translate("Chooser", "Save for Word")
        kinds = QCoreApplication.translate("Chooser", "Word documents (*.docx)")
        chosen, _ = QtWidgets.QFileDialog.getSaveFileName(parent, title, str(inside(folder, f"{name}.docx")), kinds)
        return _with_suffix(chosen, ".docx")

    def wording(self, parent: QWidget, start: Path) -> Path | None:
        """A copy of the briefing's wording that somebody edited."""
        title = QCoreApplication.translate("Chooser", "Open a wording")
        name, _ = QtWidgets.QFileDialog.getOpenFileName(parent, title, str(start), self._wording_filter())
        return reachable(Path(name)) if name else None

    def save_wording(self, parent: QWidget, folder: Path) -> Path | None:
        """Where to write a copy of the briefing's wording."""
        title = QCoreApplication.translate("Chooser", "Save a copy of the wording")
        name = QCoreApplication.translate("Chooser", "Wording of the briefing.toml")
        options = QtWidgets.QFileDialog.Option.DontConfirmOverwrite
        start = str(folder / name)
        chosen, _ = QtWidgets.QFileDialog.getSaveFileName(parent, title, start, self._wording_filter(), options=options)
        return _with_suffix(chosen, ".toml")

    def folder(self, parent: QWidget, title: str, start: Path) -> Path | None:
        """A folder for whatever the title says."""
        chosen = QtWidgets.QFileDialog.getExistingDirectory(parent, title, str(start))
        return reachable(Path(chosen)) if chosen else None

    def database(self, parent: QWidget) -> Path | None:
        """A database that is there."""
        title = QCoreApplication.translate("Chooser", "Open a database")
        name, _ = QtWidgets.QFileDialog.getOpenFileName(parent, title, str(own_folder()), self._database_filter())
        return reachable(Path(name)) if name else None

    def new_database(self, parent: QWidget, name: str) -> Path | None:
        """Where to keep a database that is to be made."""
        folder = own_folder()
        folder.mkdir(parents=True, exist_ok=True)
        title = QCoreApplication.translate("Chooser", "Where to keep the data")
        options = QtWidgets.QFileDialog.Option.DontConfirmOverwrite
        start = str(inside(folder, f"{name}{DATABASES[0]}"))
        chosen, _ = QtWidgets.QFileDialog.getSaveFileName(
            parent, title, start, self._database_filter(), options=options
        )
        return _with_suffix(chosen, *DATABASES)

    def new_plan(self, parent: QWidget) -> "NewPlan | None":
        """What headquarters says of itself before its database is made."""
        from desktop.pages.new_plan import NewPlanDialog

        dialog = NewPlanDialog(self.catalogue, parent)
        plan = dialog.plan if dialog.exec() == QtWidgets.QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return plan

    def signature(self, parent: QWidget, known: "Signature") -> "Signature | None":
        """Who answers for a report; None where it is not to be exported after all."""
        from desktop.pages.signature import SignatureDialog

        dialog = SignatureDialog(self._completed(known), parent)
        names = dialog.signature if dialog.exec() == QtWidgets.QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return names

    def has_printer(self) -> bool:
        """Whether there is a printer to choose."""
        from PySide6.QtPrintSupport import QPrinterInfo

        return bool(QPrinterInfo.availablePrinterNames())

    def show(self, dialog: "QtWidgets.QDialog") -> bool:
        """Show a dialog until it is closed, then let go of it; whether it was accepted."""
        from desktop.widgets.fitting import fit

        fit(dialog)
        accepted = dialog.exec() == QtWidgets.QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted

    def show_crash(self, parent: QWidget, details: str) -> None:
        """Show what went wrong inside the program, ready to be copied."""
        from desktop.pages.crash_dialog import CrashDialog

        dialog = CrashDialog(details, parent)
        dialog.exec()
        dialog.deleteLater()

    def _completed(self, known: "Signature") -> "Signature":
        """What is known of a report, and where that is nothing, who usually answers for one."""
        usual = (self._settings.get(setting) for setting in (FILLED_BY, CHECKED_BY, FILLED_BY_PHONE))
        return type(known)(*(text or name for text, name in zip(known.texts, usual, strict=True)))

    def _import_folder(self) -> str:
        return str(self._settings.folder(IMPORT_FOLDER)) if self._settings.get(IMPORT_FOLDER) else ""

    @staticmethod
    def _workbook_filter() -> str:
        return QCoreApplication.translate("Chooser", "Workbooks (*.xlsx *.xlsm *.xls *.xlsb *.ods *.et)")

    @staticmethod
    def _wording_filter() -> str:
        return QCoreApplication.translate("Chooser", "Wordings (*.toml)")

    @staticmethod
    def _database_filter() -> str:
        return QCoreApplication.translate("Chooser", "Databases (*.tdesk *.db);;All files (*)")


def _with_suffix(chosen: str, usual: str, *others: str) -> Path | None:
    """A name as the person meant it: a dialog does not always add what the filter says."""
    if not chosen:
        return None
    path = reachable(Path(chosen))
    return path if path.suffix.lower() in {usual, *others} else path.with_name(path.name + usual)
