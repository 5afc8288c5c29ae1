"""Writes docs/images: the real window on practice data, light and dark, at two sizes, in English and enlarged.

Run it from the repository: `python docs/screenshots.py`. It needs a Chinese font and no screen.
"""
# ruff: noqa: INP001, S101, SLF001 - run by its path; it looks behind the pages

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QEventLoop, QSettings, QTimer, QTranslator
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.periods import Period
from db.vocabulary import Origin
from desktop.app import application_of, speak_in
from desktop.desk import open_desk
from desktop.main_window import MainWindow
from desktop.operations.board import board
from desktop.operations.briefing import briefing
from desktop.operations.checklist import load_checklist
from desktop.operations.demo import Size, demo
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry, require_readable
from desktop.operations.evidence import add_files
from desktop.operations.finding import target_names
from desktop.operations.importing_targets import look as look_at_list
from desktop.operations.inbox import inspect
from desktop.operations.issue import recipients
from desktop.operations.opened import Settled
from desktop.operations.origins import load_origins
from desktop.operations.practice import practise
from desktop.operations.receive import receive
from desktop.operations.returning import Comment, return_report
from desktop.pages.briefing.dialog import BriefingDialog
from desktop.pages.catalogue.list_dialog import ListDialog
from desktop.pages.checklist.dialog import ChecklistDialog
from desktop.pages.dialogs import Chooser
from desktop.pages.entry.page import EntryPage
from desktop.pages.help.reader import Reader
from desktop.pages.issue_dialog import IssueDialog
from desktop.pages.origin_dialog import OriginDialog
from desktop.pages.page import Page
from desktop.pages.palette.palette import Palette
from desktop.pages.reported import ReportedDialog
from desktop.pages.seat import Seat
from desktop.pages.settle_dialog import SettleDialog
from desktop.pages.taking import TakingPreview, Takings
from desktop.pages.targets.page import TargetsPage
from desktop.settings import Settings
from desktop.widgets.blocks import Cell
from desktop.widgets.theme import Mode, Theme

IMAGES: Final = Path(__file__).parent / "images"
PERIOD: Final = "2024-03"
UNIT: Final = "科技创新局"
MODES: Final[tuple[Mode, ...]] = ("light", "dark")
SMALL, LARGE = (1280, 800), (1920, 1080)
# What gains from more room.
LARGE_PAGES: Final = ("home", "entry", "targets")
# Headquarters' pages beside the board and the inbox.
ABOVE: Final = ("review", "consolidation", "catalogue", "assigning", "periods", "units")
PAGES: Final = ("home", "entry", "targets", "exchange", "history", "settings")


def rest(window: MainWindow) -> None:
    """Let the window finish what it is doing, and paint."""
    for _ in range(3):
        loop = QEventLoop()
        timer = QTimer()
        timer.timeout.connect(lambda loop=loop: None if window.busy else loop.quit())
        timer.start(80)
        loop.exec()


def take(widget: QWidget, name: str) -> None:
    """Write what a widget looks like, packed as small as it goes."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    writer = QImageWriter(str(IMAGES / f"{name}.png"))
    writer.setCompression(100)
    writer.write(image)


def seat_of(window: MainWindow, database: Path) -> Seat:
    """Sit down at a database."""
    window.arrival.leave()
    window.open_database(database)
    rest(window)
    rest(window)
    assert isinstance(window.view, Seat)
    return window.view


def bring(window: MainWindow, name: str) -> Page:
    """Bring a page to the front."""
    seat = window.view
    assert isinstance(seat, Seat)
    seat.show_page(next(number for number, place in enumerate(seat.places) if place.name == name))
    rest(window)
    page = seat.pages.currentWidget()
    assert isinstance(page, Page)
    return page


def make_material(folder: Path) -> None:
    """A whole round, then a department in the middle of its work: a returned report, an error, a query, a file."""
    demo(folder, None, PERIOD)
    demo(folder / "crowd", Size(60, 300), PERIOD)
    headquarters = open_desk(folder / "hq.db", Origin.PRACTICE)
    comments = [Comment("A05", "value", "请核实本期数"), Comment("A13", "narrative", "请写明未启动的原因")]
    returned = return_report(headquarters, PERIOD, UNIT, comments, folder / "审核.xlsx")
    headquarters.close()
    desk = open_desk(folder / "units" / f"{UNIT}.db", Origin.WINDOW)
    receive(desk, [returned.path])
    keys = {row.target.code: row.target.key for row in load_entry(desk, PERIOD).rows}
    scan = folder / "课题立项通知.pdf"
    scan.write_bytes(b"%PDF-1.7 " + b"x" * 48_000)
    add_files(desk, PERIOD, keys["A05"], [scan])
    typed = (
        ("A05", "explanation", ""),
        ("A05", "reply", "已核实，数字无误"),
        ("A07", "value", ""),
        ("D16", "value", "十二"),
    )
    edit_entries(desk, PERIOD, [CellEdit(keys[code], field, text) for code, field, text in typed])
    edit_entries(desk, PERIOD, [CellEdit(keys["A07"], "increment", "")])
    desk.close()
    practise(folder / "练习.db")


def working(window: MainWindow, folder: Path, look: str) -> None:
    """The department's pages while it works."""
    seat = seat_of(window, folder / "units" / f"{UNIT}.db")
    for name in PAGES if "1920" not in look else LARGE_PAGES:
        page = bring(window, name)
        if isinstance(page, EntryPage):
            page.show_place(next(row.target.key for row in page.model.rows if row.target.code == "A05"), "value")
            page.grid.setFocus()
        if isinstance(page, TargetsPage):
            page.table.selectRow(4)
        rest(window)
        take(window, f"{name}-{look}")
    if look == "light-1280":
        dialogs(window, seat)


def dialogs(window: MainWindow, seat: Seat) -> None:
    """What opens above the pages."""
    entry = bring(window, "entry")
    assert isinstance(entry, EntryPage)
    value = next(number for number, column in enumerate(entry.model.columns) if column.key == "value")
    cells = [Cell(row, value, text) for row, text in enumerate(("1", "####", "1.2E+11", "2"), 3)]
    preview = TakingPreview(
        Takings.of(entry.model, require_readable, cells, pasted=True, show_large=True), 0, seat._theme, window
    )
    checklist = ChecklistDialog(seat.desk, PERIOD, load_checklist(seat.desk, PERIOD), seat._theme, seat.runner, window)
    reported = ReportedDialog(Path("D:/上报/上报_科技创新局_2024-03_第2次.xlsx"), 2, "K7QHM-3WPRT", window)
    for name, dialog in (("paste", preview), ("checklist", checklist), ("reported", reported)):
        dialog.show()
        rest(window)
        take(dialog, name)
        dialog.close()
    seat._open_palette()
    rest(window)
    palette = window.findChild(Palette)
    assert palette is not None
    QTest.keyClicks(palette.line, "kj")
    rest(window)
    take(palette, "palette")
    palette.close()
    window.helper.show_help("entry")
    rest(window)
    take(window.findChild(Reader), "help")


def first_days(window: MainWindow, folder: Path) -> None:
    """The first run: nothing entered, nothing changed, nothing found."""
    window.arrival.leave()
    rest(window)
    take(window, "welcome-light-1280")
    seat_of(window, folder / "练习.db")
    for name in ("home", "entry", "exchange", "history"):
        page = bring(window, name)
        take(window, f"{name}-first")
        if isinstance(page, EntryPage):
            page.head.search.setText("没有这样的目标")
            take(window, "entry-nothing-found")
            page.head.search.clear()


def above(window: MainWindow, folder: Path, look: str) -> None:
    """Headquarters' pages, with what was just received."""
    seat_of(window, folder / "hq.db")
    take(window, f"board-{look}")
    for name in ABOVE:
        bring(window, name)
        take(window, f"{name}-{look}")
    if "1280" in look:
        papers(window, folder, look)
    if look == "light-1280":
        seat = seat_of(window, Path(shutil.copy(folder / "hq-issued.db", folder / "receiving.db")))
        # One that nobody filled in is held back, and says why.
        seat.receive([folder / "reports", min((folder / "issued").iterdir())])
        rest(window)
        rest(window)
        take(window, "inbox-light-1280")
    if "1280" in look:
        guesses(window, folder, look.partition("-")[0])


def guesses(window: MainWindow, folder: Path, look: str) -> None:
    """What is asked of a form that came back without its keys, with a header renamed and cells merged."""
    book = load_workbook(min((folder / "issued").iterdir()))
    sheet = book.worksheets[0]
    sheet.delete_rows(5)
    sheet.delete_cols(1)
    header = next(cell for cell in sheet[5] if cell.value == "存在问题")
    header.value, sheet["P7"], sheet["L6"] = "存在的问题", "两项一起推进", 1
    sheet.merge_cells("P7:P8")
    del book["_desk"]
    book.save(folder / "回来的.xlsx")
    seat = seat_of(window, Path(shutil.copy(folder / "hq-issued.db", folder / f"guesses-{look}.db")))
    (one,) = inspect(seat.desk, [folder / "回来的.xlsx"])
    dialog = SettleDialog(one.result, Settled(), {}, seat._theme, window)
    dialog.show()
    rest(window)
    take(dialog, f"settle-{look}")
    dialog.close()


def crowded(window: MainWindow, folder: Path, look: str) -> None:
    """The same pages with 300 targets and 60 units."""
    seat_of(window, folder / "crowd" / "hq.db")
    take(window, f"crowd-board-{look}")
    for name in ABOVE:
        bring(window, name)
        take(window, f"crowd-{name}-{look}")


def papers(window: MainWindow, folder: Path, look: str) -> None:
    """What opens above headquarters' pages: a foreign list, issuing, where a figure comes from, the briefing."""
    seat = window.view
    assert isinstance(seat, Seat)
    desk, theme = seat.desk, seat._theme
    settings = Settings(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    looked = look_at_list(desk, foreign_list(folder / "2024年重点目标清单.xlsx"), {})
    found = next(line for line in board(desk, PERIOD).lines if line.target.code == "A05")
    names = {one.key: f"{one.code} {one.title}" for one in target_names(desk)}
    for name, dialog in (
        ("list", ListDialog(desk, looked, {}, theme, seat.runner, Chooser(settings), window)),
        ("issue", IssueDialog(Period.parse(PERIOD), recipients(desk, PERIOD), window)),
        ("origins", OriginDialog(load_origins(desk, PERIOD, found.target.key), theme, window)),
        ("briefing", BriefingDialog(briefing(desk, PERIOD), names, window)),
    ):
        dialog.show()
        rest(window)
        take(dialog, f"{name}-{look}")
        dialog.close()


def foreign_list(path: Path) -> Path:
    """A list as an office made it, with figures in its phrases."""
    book = Workbook()
    for row in (
        ("2024年重点目标任务清单",),
        ("序号", "工作板块", "目标任务及要求", "牵头单位", "配合单位", "完成时限"),
        (1, "民生保障", "新增公园10座", "建设管理局", "财政局、园林和城市管理局", "12月底"),
        (2, "", "新建绿道100公里、口袋公园5个", "园林和城市管理局", "", ""),
        (3, "", "筹建保障房1.5万套", "建设管理局", "", ""),
        (4, "经济发展", "地区生产总值增长7%左右", "发展改革局", "经济运行局", ""),
        (5, "", "经济总量全国前四", "发展改革局", "统计局", ""),
        (6, "", "科创中心一期建成投用", "科技创新局", "", "6月底"),
    ):
        book.active.append(row)
    book.save(path)
    return path


def window_of(theme: Theme, folder: Path, size: tuple[int, int]) -> MainWindow:
    """A window as on the first day."""
    settings = Settings(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    settings.store.clear()
    window = MainWindow(theme, settings)
    window.furnish(Chooser(settings))
    window.resize(*size)
    window.show()
    return window


def close(window: MainWindow) -> None:
    """Close a window and let go of it."""
    window.close()
    window.deleteLater()


def photograph(application: QApplication, folder: Path) -> None:
    """Every page in both modes at both sizes; the first days, English and large texts at one."""
    theme = Theme(application)
    for mode in MODES:
        theme.set_mode(mode)
        for size in (SMALL, LARGE):
            window = window_of(theme, folder, size)
            working(window, folder, f"{mode}-{size[0]}")
            above(window, folder, f"{mode}-{size[0]}")
            if size is SMALL:
                crowded(window, folder, f"{mode}-{size[0]}")
            close(window)
    theme.set_mode("light")
    window = window_of(theme, folder, SMALL)
    first_days(window, folder)
    close(window)
    theme.set_text_size(150)
    window = window_of(theme, folder, SMALL)
    working(window, folder, "150")
    close(window)
    theme.set_text_size(100)
    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)
    window = window_of(theme, folder, SMALL)
    working(window, folder, "en")
    close(window)


def main() -> None:
    """Make the practice data and photograph the window on it."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for old in IMAGES.glob("*.png"):
        old.unlink()
    application = application_of(sys.argv[:1])
    speak_in(application, "zh")
    with TemporaryDirectory() as place:
        make_material(Path(place))
        photograph(application, Path(place))


if __name__ == "__main__":
    main()
