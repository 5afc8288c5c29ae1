"""Tab goes where the eye goes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.tab_order import follow_layout


def test_tab_follows_the_rows_whatever_was_made_first(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    low, right, left, second, first = (QPushButton(name, page) for name in ("low", "right", "left", "second", "first"))
    head = QHBoxLayout()
    for button in (first, second):
        head.addWidget(button)
    splitter, area = QSplitter(page), QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(right)
    splitter.addWidget(left)
    splitter.addWidget(area)
    column = QVBoxLayout(page)
    column.addLayout(head)
    column.addWidget(splitter)
    column.addWidget(low)
    follow_layout(page)
    page.show()
    first.setFocus()
    reached = []
    for _ in range(5):
        reached.append(page.focusWidget())
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
    assert reached == [first, second, left, right, low]
