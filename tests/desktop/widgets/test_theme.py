"""The look: tokens, contrast, modes; lamps by shape."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.vocabulary import Lamp
from desktop.pages.board_picture import UnitRow
from desktop.pages.heat import HeatMap
from desktop.widgets.bars import paint_bar
from desktop.widgets.lamp import LampMark, lamp_word, paint_lamp
from desktop.widgets.rows import Bar, Column, RowsModel
from desktop.widgets.table import Table
from desktop.widgets.theme import Part, System, Theme, dress, style_sheet
from desktop.widgets.tokens import DARK, LIGHT, Tokens, tokens_of


@pytest.fixture
def light_again(theme: Theme) -> Iterator[Theme]:
    yield theme
    theme.set_mode("light")


def _luminance(colour: str) -> float:
    parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in _rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _rgb(colour: str) -> tuple[float, float, float]:
    known = QColor(colour)
    return known.redF(), known.greenF(), known.blueF()


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_words_can_be_read_on_every_ground_they_stand_on(tokens: Tokens) -> None:
    assert all(QColor(getattr(tokens, one)).isValid() for one in tokens._fields)
    for ground in (tokens.surface, tokens.bg, tokens.input, tokens.accent_weak):
        assert _contrast(tokens.text, ground) >= 7
        assert _contrast(tokens.soft, ground) >= 4.5
    for colour in (tokens.green, tokens.yellow, tokens.red, tokens.blue, tokens.accent):
        assert _contrast(colour, tokens.surface) >= 4.5
    assert _contrast(tokens.grey, tokens.surface) >= 3
    assert _contrast(tokens.on_accent, tokens.accent) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_the_style_sheet_is_whole_and_leaves_the_items_of_tables_alone(tokens: Tokens) -> None:
    sheet = style_sheet(tokens)
    assert "$" not in sheet.partition("*/")[2]
    assert "QTableView::item" not in sheet.partition("*/")[2]


def test_the_mode_changes_the_application_and_tells_it(qtbot: QtBot, qapp: QApplication, light_again: Theme) -> None:
    with qtbot.waitSignal(light_again.changed):
        light_again.set_mode("dark")
    assert light_again.is_dark
    assert light_again.tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.bg)
    light_again.set_mode("system")
    assert light_again.is_dark == (qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark)


@pytest.mark.usefixtures("theme")
def test_a_part_is_seen_also_when_it_is_given_late(qtbot: QtBot) -> None:
    label = QLabel("看板")
    qtbot.addWidget(label)
    label.show()
    dress(label, Part.TITLE)
    assert label.font().pixelSize() == 20


def _drawn(lamp: Lamp) -> bytes:
    """The silhouette alone, so that colour cannot tell lamps apart."""
    image = QImage(24, 24, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_lamp(painter, QRectF(0, 0, 24, 24), lamp, LIGHT)
    painter.end()
    return bytes(image.convertToFormat(QImage.Format.Format_Alpha8).constBits())


@pytest.mark.usefixtures("theme")
def test_every_lamp_has_a_shape_and_a_word_of_its_own() -> None:
    assert len({_drawn(lamp) for lamp in Lamp}) == len(Lamp)
    assert [lamp_word(lamp) for lamp in Lamp] == ["已完成", "正常", "滞后", "严重滞后", "未报"]


def test_a_mark_says_its_lamp_to_those_who_do_not_see_it(qtbot: QtBot, theme: Theme) -> None:
    mark = LampMark(theme, Lamp.RED)
    qtbot.addWidget(mark)
    assert mark.accessibleName() == "严重滞后"
    mark.set_lamp(Lamp.GREEN)
    assert mark.accessibleName() == "正常"
    assert not mark.grab().isNull()


def _filled(bar: Bar) -> int:
    image = QImage(100, 12, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_bar(painter, QRectF(0, 0, 100, 12), bar, LIGHT)
    painter.end()
    return sum(image.pixelColor(x, 6) == QColor(LIGHT.green) for x in range(100))


@pytest.mark.usefixtures("qapp")
def test_a_bar_is_as_long_as_what_was_reached_and_never_longer_than_full() -> None:
    assert _filled(Bar(0.0, None, Lamp.GREEN)) == 0
    assert 46 <= _filled(Bar(0.5, None, Lamp.GREEN)) <= 52
    assert _filled(Bar(1.0, None, Lamp.GREEN)) == _filled(Bar(3.0, None, Lamp.GREEN))
    assert _filled(Bar(-1.0, None, Lamp.GREEN)) == 0


def test_tables_follow_the_height_of_rows_and_the_size_of_texts(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    table = Table(RowsModel([Column("", str, 80), Column("", str, 80)], holder), theme, 1, "", holder)
    table.setColumnWidth(0, 100)
    theme.set_text_size(150)
    assert table.columnWidth(0) == 150
    theme.set_text_size(100)
    assert table.columnWidth(0) == 100
    theme.set_density("compact")
    assert table.verticalHeader().defaultSectionSize() == theme.row_height == 26
    theme.set_density("comfortable")
    assert table.verticalHeader().defaultSectionSize() == theme.row_height == 34


class _FakeSystem(System):
    """A system that is set as a test says."""

    is_dark = False
    is_contrast = False

    def palette(self) -> QPalette:
        # Windows' "Aquatic".
        palette, roles = QPalette(), QPalette.ColorRole
        named = {
            roles.Window: "#202020",
            roles.WindowText: "#ffffff",
            roles.Highlight: "#8ee3f0",
            roles.HighlightedText: "#263b50",
        }
        for role, colour in named.items():
            palette.setColor(role, QColor(colour))
        return palette


@pytest.fixture
def system(qapp: QApplication, light_again: Theme) -> Iterator[_FakeSystem]:
    yield _FakeSystem(qapp)
    light_again.set_mode("light")


def test_the_look_follows_the_system_while_it_runs_unless_a_person_chose_one(
    qapp: QApplication, system: _FakeSystem
) -> None:
    theme = Theme(qapp, "system", system)
    assert theme.tokens == LIGHT
    system.is_dark = True
    system.changed.emit()
    assert theme.tokens == DARK
    theme.set_mode("light")
    system.changed.emit()
    assert theme.tokens == LIGHT
    theme.deleteLater()


def test_in_high_contrast_the_systems_colours_hold_and_every_line_is_as_strong_as_a_text(
    qapp: QApplication, system: _FakeSystem
) -> None:
    system.is_contrast = True
    theme = Theme(qapp, "light", system)
    tokens = theme.tokens
    assert (tokens.bg, tokens.text, tokens.line) == ("#202020", "#ffffff", "#ffffff")
    assert theme.is_dark
    assert qapp.palette().color(QPalette.ColorRole.Highlight) == QColor("#8ee3f0")
    assert "border: 2px dashed" in qapp.styleSheet()
    selected = tokens.where_selected()
    assert {_contrast(getattr(selected, name), tokens.accent_weak) > 7 for name in ("text", "soft", "red")} == {True}
    system.is_contrast = False
    system.changed.emit()
    assert theme.tokens == LIGHT
    assert "border: 2px dashed" not in qapp.styleSheet()
    assert LIGHT.where_selected() is LIGHT
    theme.deleteLater()


def test_in_high_contrast_the_selected_cell_of_the_heat_map_can_be_read(
    qtbot: QtBot, qapp: QApplication, system: _FakeSystem
) -> None:
    system.is_contrast = True
    theme = Theme(qapp, "light", system)
    holder = QWidget()
    qtbot.addWidget(holder)
    heat = HeatMap(theme, holder)
    heat.picture.set_picture(["板块"], [UnitRow("a", "单位", False, {"板块": Counter({Lamp.RED: 8})}, frozenset())])
    heat.resize(300, 120)
    heat.setCurrentIndex(heat.picture.index(0, 1))
    holder.show()
    place = heat.visualRect(heat.picture.index(0, 1)).adjusted(3, 3, -3, -4)
    image = heat.viewport().grab(place).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert max(_contrast(one, image.pixelColor(0, 0).name()) for one in colours) > 4.5
    system.is_contrast = False
    theme.deleteLater()


def test_in_high_contrast_no_lamp_finding_or_bar_is_told_by_its_colour(qapp: QApplication, system: _FakeSystem) -> None:
    tokens = tokens_of(system.palette())
    assert qapp
    assert style_sheet(tokens).count("$") == style_sheet(LIGHT).count("$")
    pictures = {_bar_of(tokens, reached) for reached in (0.0, 0.5, 1.0)}
    assert len(pictures) == 3


def _bar_of(tokens: Tokens, reached: float) -> bytes:
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.surface))
    painter = QPainter(image)
    paint_bar(painter, QRectF(0, 0, 60, 20), Bar(reached, None, Lamp.RED), tokens)
    painter.end()
    return bytes(image.constBits())
