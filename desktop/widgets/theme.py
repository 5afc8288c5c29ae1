"""The look: tokens of colour, sizes, and the theme that puts them on the application."""

import sys
from enum import StrEnum
from string import Template
from typing import TYPE_CHECKING, Final, Literal

# What the first paint may do without is named where it is used, since a class is made when it is first asked for: that
# of fonts takes a hundredth of the time until then, Qt's own namespace a tenth.
from PySide6 import QtCore, QtGui
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.widgets.tokens import DARK, LIGHT, Tokens, tokens_of
from resources import FOLDER

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

Mode = Literal["system", "light", "dark"]
Density = Literal["comfortable", "compact"]

# Sizes, in device-independent pixels, on a grid of 4.
MARGIN: Final = 16
GAP_SMALL: Final = 8
GAP: Final = 12
GAP_LARGE: Final = 16
RADIUS: Final = 6
RADIUS_CARD: Final = 8
BUTTON_HEIGHT: Final = 32
CHIP_HEIGHT: Final = 30
ROW_HEIGHT: Final = 34
ROW_HEIGHT_COMPACT: Final = 26
HEADER_HEIGHT: Final = 40
RAIL_WIDTH: Final = 160
TEXT_SIZE: Final = 14
SECONDARY_SIZE: Final = 13
CAPTION_SIZE: Final = 12
HEADING_SIZE: Final = 16
TITLE_SIZE: Final = 20
_CELL_PAD: Final = 24
_STYLE: Final = "Fusion"
# Says of an application that a palette of ours is on it.
_DRESSED: Final = "dressed"


class System(QObject):
    """How the system is set to look; `changed` tells that it looks otherwise now."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        # What an application looks like that was not given a palette yet. To ask a style for it, as is done from then
        # on, takes as long as all that a first paint asks of one.
        self._dark = _is_dark(_palette_of_style() if application.property(_DRESSED) else application.palette())
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._on_scheme)
        hints.accessibility().contrastPreferenceChanged.connect(self.changed)

    @property
    def is_dark(self) -> bool:
        """Whether programs are to be dark."""
        return self._dark

    @property
    def is_contrast(self) -> bool:
        """Whether somebody needs high contrast; asked of Windows, since Qt's answer waits for its whole namespace."""
        if sys.platform != "win32":
            return False
        import ctypes

        class HighContrast(ctypes.Structure):
            _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))

        found = HighContrast(ctypes.sizeof(HighContrast))
        get_high_contrast, is_on = 0x42, 1
        asked = ctypes.windll.user32.SystemParametersInfoW(get_high_contrast, found.size, ctypes.byref(found), 0)
        return bool(asked and found.flags & is_on)

    def palette(self) -> QPalette:
        """The system's own colours."""
        # Whatever was put on the application would be given back otherwise.
        self._application.setPalette(QPalette())
        return self._application.palette()

    def _on_scheme(self) -> None:
        self._dark = _is_dark(_palette_of_style())
        self.changed.emit()


def _is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def _palette_of_style() -> QPalette:
    """The palette that the style would have: it follows the system."""
    from PySide6.QtWidgets import QStyleFactory

    # Made only to be asked: the application deletes its own without a word to Python when it gets another.
    return QStyleFactory.create(_STYLE).standardPalette()


class Part(StrEnum):
    """What a widget is in the look; the style sheet knows each by this word in the property `part`."""

    TITLE = "title"
    HEADING = "heading"
    SECONDARY = "secondary"
    CAPTION = "caption"
    PRIMARY = "primary"
    LINK = "link"
    CARD = "card"
    CHIP = "chip"
    RAIL = "rail"
    RAIL_ITEM = "rail-item"
    RAIL_NAME = "rail-name"
    PILL = "pill"
    HEAT = "heat"
    BAR = "bar"
    ERROR = "error"
    QUERY = "query"
    GOOD = "good"
    INPUT = "input"
    CHOICE = "choice"
    SEARCH = "search"


def dress(widget: QWidget, part: Part) -> None:
    """Give a widget its part in the look, also when it is on the screen already."""
    widget.setProperty("part", str(part))
    if widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def grade(widget: QWidget, part: Part, severity: str) -> None:
    """Dress a widget as gravely as what it tells of; to dress it again as it is would take its time for nothing."""
    if widget.property("severity") != severity:
        widget.setProperty("severity", severity)
        dress(widget, part)


def text_font(size: int = TEXT_SIZE, weight: "QFont.Weight | None" = None) -> "QFont":
    """The font of the interface at one of the sizes above, enlarged as the application's own font is."""
    return _font(round(size * text_scale()), weight)


def text_scale() -> float:
    """How much larger than usual texts are, by the font of the application; 1 before the theme is put on it."""
    size = QtGui.QFont().pixelSize()
    return size / TEXT_SIZE if size > 0 else 1.0


def width_of(words: str) -> int:
    """How wide a column has to be for these words in its header, before texts are enlarged."""
    metrics = QtGui.QFontMetrics(_font(SECONDARY_SIZE, QtGui.QFont.Weight.DemiBold))
    return metrics.horizontalAdvance(words) + _CELL_PAD


def text_width(words: str) -> int:
    """How wide words are in a cell, before texts are enlarged."""
    return QtGui.QFontMetrics(_font(TEXT_SIZE)).horizontalAdvance(words)


def scaled(size: int) -> int:
    """A width or height that has to grow with the texts in it."""
    return round(size * text_scale())


def _font(size: int, weight: "QFont.Weight | None" = None) -> "QFont":
    font = QtGui.QFont()
    # Where Windows has been made to do without the first, the second may be there.
    windows = ["Microsoft YaHei UI"] if sys.platform == "win32" else []
    font.setFamilies([*windows, "Noto Sans CJK SC", "sans-serif"])
    font.setPixelSize(size)
    if weight is not None:
        font.setWeight(weight)
    return font


def palette_of(tokens: Tokens) -> QPalette:
    """The palette that Fusion draws with, from the tokens."""
    roles = QPalette.ColorRole
    palette = QPalette()
    named = {
        roles.Window: tokens.bg,
        roles.WindowText: tokens.text,
        roles.Base: tokens.surface,
        roles.AlternateBase: tokens.sunken,
        roles.Text: tokens.text,
        roles.Button: tokens.surface,
        roles.ButtonText: tokens.text,
        roles.BrightText: tokens.red,
        roles.Highlight: tokens.accent_weak,
        roles.HighlightedText: tokens.on_weak,
        roles.Accent: tokens.accent,
        roles.PlaceholderText: tokens.soft,
        roles.ToolTipBase: tokens.surface,
        roles.ToolTipText: tokens.text,
        roles.Link: tokens.accent,
        roles.Light: tokens.surface,
        roles.Midlight: tokens.line,
        roles.Mid: tokens.line,
        roles.Dark: tokens.grey,
        roles.Shadow: tokens.line,
    }
    for role, colour in named.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.grey))
    return palette


def style_sheet(tokens: Tokens, percent: int = 100) -> str:
    """The one style sheet, with the tokens and sizes put in, its texts enlarged to so many percent."""
    shade = "dark" if tokens.is_dark else "light"
    names = ("chevron", "chevron-up", "check")
    icons = {name.replace("-", "_"): (FOLDER / "icons" / f"{name}-{shade}.svg").as_posix() for name in names}
    values: dict[str, str | int] = {
        **icons,
        "radius": RADIUS,
        "radius_card": RADIUS_CARD,
        "button_height": BUTTON_HEIGHT - 2,
        "secondary_size": round(SECONDARY_SIZE * percent / 100),
        "caption_size": round(CAPTION_SIZE * percent / 100),
        "heading_size": round(HEADING_SIZE * percent / 100),
        "title_size": round(TITLE_SIZE * percent / 100),
    }
    sheets = ("theme.qss", "contrast.qss") if tokens.contrast else ("theme.qss",)
    source = "".join((FOLDER / name).read_text(encoding="utf-8") for name in sheets)
    return Template(source).substitute(tokens._asdict(), **values)


class Theme(QObject):
    """Puts the look on the application: light, dark or as the system is, the height of rows, the size of texts.

    Where the system is set to high contrast, its colours hold whatever else was chosen.
    """

    # Also where rows or texts have another size; `row_height` is asked again then.
    changed = Signal()

    def __init__(
        self, application: QApplication, mode: Mode = "system", system: System | None = None, *, styled: bool = True
    ) -> None:
        """Not `styled`, it puts nothing on the application until `lay_ground` or `style` is called."""
        super().__init__(application)
        self._styled = self._grounded = styled
        self._system = system or System(application)
        self._application = application
        self._mode: Mode = mode
        self._density: Density = "comfortable"
        self._percent = 100
        self._tokens = LIGHT
        if styled:
            application.setStyle(_STYLE)
        self._system.changed.connect(self._apply)
        self._apply()

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return self._tokens

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in use."""
        return self._tokens.is_dark

    @property
    def row_height(self) -> int:
        """How high the rows of grids and tables are."""
        return round((ROW_HEIGHT if self._density == "comfortable" else ROW_HEIGHT_COMPACT) * self.text_scale)

    @property
    def text_scale(self) -> float:
        """How much larger than usual texts are, also before the font is on the application."""
        return self._text_size / TEXT_SIZE

    @property
    def _text_size(self) -> int:
        return round(TEXT_SIZE * self._percent / 100)

    def lay_ground(self) -> None:
        """Put font and colours on the application, and keep them on it: a first picture that is drawn needs no more."""
        self._grounded = True
        self._put_ground()

    def style(self) -> None:
        """Put style and style sheet on the application as well, and keep them on it."""
        self._styled = True
        self._application.setStyle(_STYLE)
        self.lay_ground()
        self._put_sheet()

    def set_mode(self, mode: Mode) -> None:
        """Use the light or the dark colours, or follow the system."""
        self._mode = mode
        self._apply()

    def set_density(self, density: Density) -> None:
        """Give rows more room, or less."""
        if density != self._density:
            self._density = density
            self.changed.emit()

    def set_text_size(self, percent: int) -> None:
        """Show every text at so many percent of its size."""
        if percent != self._percent:
            self._percent = percent
            self._apply()

    def _apply(self) -> None:
        if self._system.is_contrast:
            self._tokens = tokens_of(self._system.palette())
        else:
            dark = self._system.is_dark if self._mode == "system" else self._mode == "dark"
            self._tokens = DARK if dark else LIGHT
        if self._grounded:
            self._put_ground()
        if self._styled:
            self._put_sheet()
        self.changed.emit()

    def _put_ground(self) -> None:
        self._application.setFont(_font(self._text_size))
        self._application.setPalette(palette_of(self._tokens))
        self._application.setProperty(_DRESSED, True)

    def _put_sheet(self) -> None:
        self._application.setStyleSheet(style_sheet(self._tokens, self._percent))
