"""A question with a few answers: by button, by Enter and by Esc."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.pages.choosing import ChoiceDialog
from desktop.widgets.theme import Theme

ANSWERS = {"send": "现在送回", "later": "以后再送"}


@pytest.fixture
def ask(qtbot: QtBot, theme: Theme) -> object:
    assert theme.tokens
    parent = QWidget()
    qtbot.addWidget(parent)

    def make(usual: str = "") -> ChoiceDialog:
        dialog = ChoiceDialog("先送回吗？", "在这台电脑上。<a href='x'>点</a>", ANSWERS, "取消", parent, usual)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return make


@pytest.mark.parametrize(
    ("usual", "key", "chosen"),
    [("", Qt.Key.Key_Return, ""), ("send", Qt.Key.Key_Return, "send"), ("send", Qt.Key.Key_Escape, "")],
)
def test_enter_gives_the_usual_answer_and_esc_none(
    qtbot: QtBot, ask: object, usual: str, key: Qt.Key, chosen: str
) -> None:
    dialog = ask(usual)  # type: ignore[operator]
    qtbot.keyClick(dialog, key)
    assert not dialog.isVisible()
    assert (dialog.chosen, dialog.result()) == (chosen, int(bool(chosen)))


def test_a_button_gives_its_own_answer(qtbot: QtBot, ask: object) -> None:
    dialog = ask()  # type: ignore[operator]
    qtbot.mouseClick(dialog.buttons["later"], Qt.MouseButton.LeftButton)
    assert (dialog.chosen, dialog.result()) == ("later", QDialog.DialogCode.Accepted)
