"""Every action of the window in one place, with its words and its keys."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from desktop.settings import DENSITY, THEME, Setting
from desktop.widgets.words import speak

# What a page, or whoever else, does for an action.
Answers = Mapping[QAction, Callable[[], object]]
# So many pages a seat may have; the first nine have a key.
_PAGES: Final = 14
_KEYED: Final = 9


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu: its title, and its actions with None for a line between and further menus below."""

    title: str
    entries: "Sequence[QAction | Menu | None]"


class Actions(QObject):
    """The actions; what each does is answered by whoever is in front, through Commands.

    The keys of those that change cells or texts are shown in the menu and left to what has the focus: a grid and an
    editor each have them, and one must not take them from the other.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        act, own = self._action, self._own_keys
        self._add_file_actions()

        self.undo = act(self.tr("&Undo"), "Ctrl+Z")
        self.redo = act(self.tr("&Redo"), "Ctrl+Y", "Ctrl+Shift+Z")
        self.cut = own(self.tr("Cu&t"), "Ctrl+X")
        self.copy = own(self.tr("&Copy"), "Ctrl+C")
        self.paste = own(self.tr("&Paste"), "Ctrl+V")
        self.clear = own(self.tr("C&lear"), "Del")
        self.fill_down = own(self.tr("Fill &down"), "Ctrl+D")
        self.fill_right = own(self.tr("Fill ri&ght"), "Ctrl+R")
        self.put_everywhere = own(self.tr("Put into all &selected"), "Ctrl+Return")
        self.today = own(self.tr("Toda&y"), "Ctrl+;")
        self.select_all = own(self.tr("Select &all"), "Ctrl+A")
        self.find = act(self.tr("&Find"), "Ctrl+F")
        self.find_next = act(self.tr("Find &next"), "F3")
        self.find_previous = act(self.tr("Find pre&vious"), "Shift+F3")
        self.replace = act(self.tr("R&eplace"), "Ctrl+H")

        self.pages = [act(str(n), *([f"Ctrl+{n}"] if n <= _KEYED else [])) for n in range(1, _PAGES + 1)]
        self.next_blank = act(self.tr("Next &blank"), "F7")
        self.next_error = act(self.tr("Next &error"), "Ctrl+F8")
        self.next_finding = act(self.tr("Next &finding"), "F8")
        self.previous_finding = act(self.tr("&Previous finding"), "Shift+F8")
        self.switch = act(self.tr("Grid and &texts"), "F6")
        self.palette = act(self.tr("Find &anything…"), "Ctrl+K")

        self.zoom_in = act(self.tr("Zoom &in"), "Ctrl++", "Ctrl+=")
        self.zoom_out = act(self.tr("Zoom &out"), "Ctrl+-")
        self.zoom_reset = act(self.tr("&100%"), "Ctrl+0")
        self.columns = act(self.tr("&Columns…"))
        self.freeze = act(self.tr("&Freeze columns here"))
        self.default_arrangement = act(self.tr("Default &arrangement"))
        self.themes = self._choices(THEME)
        self.densities = self._choices(DENSITY)
        self.refresh = act(self.tr("&Refresh"), "F5")

        self.help = act(self.tr("&Help on this page"), "F1")
        self.news = act(self.tr("What is &new"))
        self.diagnostics = act(self.tr("Copy &diagnostics"))
        self.log = act(self.tr("Open the &log"))
        self.about = act(self.tr("&About"))
        self.all = _actions_of(self.menus())
        self.name_pages(())

    def _add_file_actions(self) -> None:
        act = self._action
        self.import_files = act(self.tr("&Import…"), "Ctrl+O")
        self.export = act(self.tr("&Export…"), "Ctrl+E")
        self.check = act(self.tr("&Check"), "F9")
        self.print = act(self.tr("&Print…"), "Ctrl+P")
        self.save_pdf = act(self.tr("Save as P&DF…"))
        self.found_sections = act(self.tr("For our own &sections…"))
        self.draw_sections = act(self.tr("Figures &from our sections…"))
        self.trust, self.access = act(self.tr("&Trust and checks…")), act(self.tr("Encr&yption and passphrase…"))
        self.backups = act(self.tr("&Backups…"))
        self.lock = act(self.tr("&Lock now"), "Ctrl+Shift+L")
        self.send_back = act(self.tr("Send bac&k"))
        self.leave = act(self.tr("&Other database…"), "Ctrl+Shift+O")
        self.quit = act(self.tr("&Quit"), "Ctrl+Q")

    @property
    def cells(self) -> list[QAction]:
        """Those that only a grid can answer, and no editor in it."""
        return [self.fill_down, self.fill_right, self.put_everywhere, self.today]

    def menus(self) -> list[Menu]:
        """The menu bar."""
        return [
            Menu(self.tr("&File"), self._file()),
            Menu(self.tr("&Edit"), self._edit()),
            Menu(self.tr("&Go"), self._go()),
            Menu(self.tr("&View"), self._view()),
            Menu(self.tr("&Help"), [self.help, self.news, None, self.diagnostics, self.log, None, self.about]),
        ]

    def name_pages(self, words: Sequence[str]) -> None:
        """Say what the pages are called; those that are not there are not shown."""
        for number, action in enumerate(self.pages):
            there = number < len(words)
            action.setVisible(there)
            marked = f"&{number + 1} " if number < _KEYED else ""
            action.setText(f"{marked}{words[number]}" if there else "")
            action.setIconText(words[number] if there else "")

    def show_choice(self, setting: Setting[str], value: str) -> None:
        """Mark what is set in the menu."""
        (self.themes if setting is THEME else self.densities)[value].setChecked(True)

    def _file(self) -> list[QAction | Menu | None]:
        paper = [self.check, self.print, self.save_pdf]
        sections = [self.found_sections, self.draw_sections]
        return [
            self.import_files,
            self.export,
            None,
            *paper,
            None,
            *sections,
            None,
            self.trust,
            self.access,
            self.backups,
            None,
            self.lock,
            self.send_back,
            self.leave,
            self.quit,
        ]

    def _edit(self) -> list[QAction | Menu | None]:
        finding = [self.find, self.find_next, self.find_previous, self.replace]
        clipboard = [self.cut, self.copy, self.paste, self.clear]
        return [self.undo, self.redo, None, *clipboard, None, *self.cells, None, self.select_all, None, *finding]

    def _go(self) -> list[QAction | Menu | None]:
        findings = [self.next_blank, self.next_error, self.next_finding, self.previous_finding]
        return [*self.pages, None, *findings, None, self.switch, self.palette]

    def _view(self) -> list[QAction | Menu | None]:
        return [
            *(self.zoom_in, self.zoom_out, self.zoom_reset, None),
            *(self.columns, self.freeze, self.default_arrangement, None),
            Menu(self.tr("&Theme"), list(self.themes.values())),
            Menu(self.tr("&Density"), list(self.densities.values())),
            *(None, self.refresh),
        ]

    def _action(self, text: str, *keys: str) -> QAction:
        action = QAction(text, self)
        # What it is called anywhere but in a menu.
        action.setIconText(_plain(text))
        action.setShortcuts([QKeySequence(one) for one in keys])
        action.setEnabled(False)
        return action

    def _own_keys(self, text: str, keys: str) -> QAction:
        """An action whose key works only where it is put on the widget that has the focus."""
        action = self._action(text, keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return action

    def _choices(self, setting: Setting[str]) -> dict[str, QAction]:
        """The values of a setting, of which one is marked."""
        group = QActionGroup(self)
        made = {value: self._action(speak(words)) for value, words in setting.choices}
        for action in made.values():
            action.setCheckable(True)
            # Away from its menu it has to say what it chooses.
            action.setIconText(f"{speak(setting.title)}: {action.text()}")
            group.addAction(action)
        return made


def _plain(text: str) -> str:
    """A text without the mark of its mnemonic: `复制(&C)` is 复制."""
    return re.sub(r"\(&\w\)|&(?=\w)", "", text)


def _actions_of(menus: Sequence[Any]) -> list[QAction]:
    found: list[QAction] = []
    for entry in menus:
        if isinstance(entry, Menu):
            found += _actions_of(entry.entries)
        elif entry is not None:
            found.append(entry)
    return found
