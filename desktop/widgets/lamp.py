"""Lamps as people tell them apart without colour: a shape each, and a word."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from db.vocabulary import Lamp
from desktop.widgets.theme import Theme, text_width
from desktop.widgets.tokens import Tokens
from desktop.widgets.words import word

SHAPE = 10


def lamp_word(lamp: Lamp) -> str:
    """What a lamp is called in the language of the window."""
    return word("lamp", lamp)


def lamp_width() -> int:
    """How wide a column is that holds any lamp with its word, before texts are enlarged."""
    return marked_width(*map(lamp_word, Lamp))


def marked_width(*words: str) -> int:
    """How wide a column is that holds a shape with any of these words, before texts are enlarged."""
    return max(map(text_width, words)) + SHAPE + 26


def lamp_colour(lamp: Lamp, tokens: Tokens) -> QColor:
    """The colour a lamp has in these tokens."""
    return QColor(
        {
            Lamp.GREEN: tokens.green,
            Lamp.YELLOW: tokens.yellow,
            Lamp.RED: tokens.red,
            Lamp.BLUE: tokens.blue,
            Lamp.GREY: tokens.grey,
        }[lamp]
    )


def paint_lamp(painter: QPainter, rect: QRectF, lamp: Lamp, tokens: Tokens) -> None:
    """Draw a lamp's shape in the middle of a rectangle: circle, triangle, square, diamond or ring."""
    # Equal, not identical: on its way through a model Qt turns the enum's member into its text.
    centre, half = rect.center(), min(rect.width(), rect.height(), SHAPE) / 2
    colour = lamp_colour(lamp, tokens)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if lamp == Lamp.GREEN:
        painter.drawEllipse(centre, half, half)
    elif lamp == Lamp.RED:
        painter.drawRect(QRectF(centre.x() - half * 0.9, centre.y() - half * 0.9, half * 1.8, half * 1.8))
    elif lamp == Lamp.GREY:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.5))
        painter.drawEllipse(centre, half - 0.75, half - 0.75)
    else:
        painter.drawPolygon(_polygon(lamp, centre, half))
    painter.restore()


def _polygon(lamp: Lamp, centre: QPointF, half: float) -> QPolygonF:
    """The triangle of yellow, the diamond of blue."""
    x, y = centre.x(), centre.y()
    if lamp == Lamp.YELLOW:
        corners = [(x, y - half), (x + half, y + half * 0.8), (x - half, y + half * 0.8)]
    else:
        corners = [(x, y - half * 1.1), (x + half * 1.1, y), (x, y + half * 1.1), (x - half * 1.1, y)]
    return QPolygonF([QPointF(*corner) for corner in corners])


class LampMark(QWidget):
    """A lamp's shape standing alone, for the side of a label."""

    def __init__(self, theme: Theme, lamp: Lamp, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lamp = lamp
        theme.changed.connect(self.update)
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(lamp_word(lamp))

    def set_lamp(self, lamp: Lamp) -> None:
        """Show another lamp."""
        self._lamp = lamp
        self.setAccessibleName(lamp_word(lamp))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The room a shape takes."""
        return QSize(SHAPE + 2, SHAPE + 2)

    def paintEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
        """Draw the shape."""
        painter = QPainter(self)
        paint_lamp(painter, QRectF(self.rect()), self._lamp, self._theme.tokens)
        painter.end()
