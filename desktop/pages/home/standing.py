"""The cards of how the unit stands: its lamps, what is furthest behind, and the year's end at the pace so far."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from db.figures import shown
from db.progress import ratio_text
from db.vocabulary import Lamp
from desktop.operations.home import Behind, Home, HomeLine, Outlook
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.lamp import LampMark, lamp_word
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress
from desktop.widgets.words import literally, speak

# How many names on hover a person reads.
_READABLE: Final = 20


class Card(QFrame):
    """A heading, and below it what is shown anew each time."""

    def __init__(self, theme: Theme, heading: str, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, Part.CARD)
        self.theme = theme
        title = QLabel(heading, self)
        dress(title, Part.HEADING)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._outer.setSpacing(GAP)
        self._outer.addWidget(title)
        self._body = QWidget(self)
        self._outer.addWidget(self._body)
        self._outer.addStretch(1)

    def renew(self, layout: QLayout) -> QWidget:
        """A new body with this layout in the place of the old one."""
        body = QWidget(self)
        self._outer.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body
        layout.setContentsMargins(0, 0, 0, 0)
        body.setLayout(layout)
        return body

    def soft(self, text: str, parent: QWidget) -> QLabel:
        """A line of secondary words that wraps."""
        label = QLabel(text, parent)
        label.setWordWrap(True)
        dress(label, Part.SECONDARY)
        return label


class LampsCard(Card):
    """Each lamp with its count, the change since the period before, and on hover the targets that have it."""

    def show_home(self, home: Home) -> None:
        """Show other lamps."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP_SMALL)
        grid.setColumnStretch(3, 1)
        body = self.renew(grid)
        now, before = home.count(), home.count(before=True)
        for row, lamp in enumerate(Lamp):
            count = QLabel(str(now[lamp]), body)
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            change = self.soft(self._change(now[lamp] - before[lamp]) if any(before.values()) else "", body)
            cells: Sequence[QWidget] = (LampMark(self.theme, lamp, body), QLabel(lamp_word(lamp), body), count, change)
            names = self._names([line for line in home.lines if line.lamp is lamp])
            count.setAccessibleName(f"{lamp_word(lamp)} {now[lamp]}")
            count.setAccessibleDescription(names)
            for column, cell in enumerate(cells):
                cell.setToolTip(names)
                grid.addWidget(cell, row, column)

    def _names(self, lines: Sequence[HomeLine]) -> str:
        """As many names as can be read on hover."""
        said = [_moved(line) for line in lines[:_READABLE]]
        if len(lines) > _READABLE:
            said.append(self.tr("and {count} more").format(count=len(lines) - _READABLE))
        return "\n".join(said)

    def _change(self, by: int) -> str:
        if by == 0:
            return self.tr("as last period")
        return self.tr("{change} since last period").format(change=f"{by:+d}".replace("-", "−"))


def _moved(line: HomeLine) -> str:
    """A target's name, with the lamp that it had before where that was another."""
    was = f"　{lamp_word(line.before)} → {lamp_word(line.lamp)}" if line.moved and line.before is not None else ""
    return f"{line.code} {line.title}{was}"


class BehindCard(Card):
    """The targets furthest behind; `picked` tells the key of the one that was pressed."""

    picked = Signal(str)

    def __init__(self, theme: Theme, heading: str, parent: QWidget) -> None:
        super().__init__(theme, heading, parent)
        self.names: list[QPushButton] = []

    def show_home(self, home: Home) -> None:
        """Show other targets."""
        column = QVBoxLayout()
        column.setSpacing(GAP_SMALL)
        body = self.renew(column)
        self.names = []
        if not home.worst:
            column.addWidget(self.soft(self.tr("No target is behind."), body))
        for one in home.worst:
            column.addLayout(self._line(one, body))

    def _line(self, one: Behind, body: QWidget) -> QVBoxLayout:
        name = QPushButton(literally(one.target.title), body)
        dress(name, Part.LINK)
        name.setAccessibleName(self.tr("Open target {title}").format(title=one.target.title))
        name.clicked.connect(lambda: self.picked.emit(one.target.key))
        self.names.append(name)
        head, lines = QHBoxLayout(), QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(LampMark(self.theme, one.lamp, body))
        head.addWidget(name)
        head.addStretch(1)
        words = ElidedLabel(body)
        dress(words, Part.SECONDARY)
        words.setText(self._words(one))
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addWidget(words)
        return lines

    def _words(self, one: Behind) -> str:
        where = self.tr("{by}: {value}, {points} points behind").format(
            by=speak(one.period.by_now), value=_figure(one, one.value), points=ratio_text(one.points, 1)
        )
        if not one.monthly:
            return where
        return self.tr("{where}; {amount} a month would catch up").format(where=where, amount=_figure(one, one.monthly))


def _figure(one: Behind, figure: int) -> str:
    unit = one.target.goal.unit
    return f"{shown(figure, one.target.decimals)}{'' if unit == '%' else ' '}{unit}".rstrip()


class OutlookCard(Card):
    """How many targets will be reached by the year's end, by the lamp they have."""

    def show_home(self, home: Home) -> None:
        """Show another outlook."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP_SMALL)
        grid.setColumnStretch(2, 1)
        body = self.renew(grid)
        whole = QLabel(self._words(_sum(list(home.outlook.values()))), body)
        whole.setWordWrap(True)
        grid.addWidget(whole, 0, 0, 1, 3)
        for row, (lamp, outlook) in enumerate(home.outlook.items(), 1):
            grid.addWidget(LampMark(self.theme, lamp, body), row, 0)
            grid.addWidget(QLabel(lamp_word(lamp), body), row, 1)
            grid.addWidget(self.soft(self._words(outlook), body), row, 2)

    def _words(self, outlook: Outlook) -> str:
        parts = (
            (self.tr("{count} will be reached"), outlook.reached),
            (self.tr("{count} will fall short"), outlook.short),
            (self.tr("{count} cannot be told"), outlook.unknown),
        )
        return " · ".join(said.format(count=count) for said, count in parts if count)


def _sum(outlooks: Sequence[Outlook]) -> Outlook:
    return Outlook(
        sum(one.reached for one in outlooks), sum(one.short for one in outlooks), sum(one.unknown for one in outlooks)
    )
