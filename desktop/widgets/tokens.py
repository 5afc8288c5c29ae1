"""The colours by what they are for: light, dark, and those of a system in high contrast."""

from typing import Any, Final, NamedTuple

from PySide6.QtGui import QColor, QPalette


class Tokens(NamedTuple):
    """The colours by what they are for; widgets name these and no colour."""

    bg: str
    surface: str
    sunken: str
    text: str
    soft: str
    line: str
    accent: str
    accent_weak: str
    on_accent: str
    green: str
    yellow: str
    red: str
    blue: str
    grey: str
    input: str
    # Text on what is selected.
    on_weak: str
    # What is chosen in the rail and among chips says so in this colour.
    chosen: str
    # Whether colours tell nothing, and lines have to.
    contrast: bool = False

    @property
    def is_dark(self) -> bool:
        """Whether light stands on dark."""
        return QColor(self.bg).lightness() < 128

    def where_selected(self) -> "Tokens":
        """The same for what is drawn on a selection: in high contrast, one colour alone can be read there."""
        if not self.contrast:
            return self
        same: dict[str, Any] = dict.fromkeys(_DRAWN, self.on_weak)
        return self._replace(**same)


# What is drawn in a cell of a table.
_DRAWN: Final = ("text", "soft", "line", "accent", "green", "yellow", "red", "blue", "grey")
LIGHT: Final = Tokens(
    bg="#F5F6F8",
    surface="#FFFFFF",
    sunken="#EEF0F3",
    text="#1C2127",
    soft="#59636E",
    line="#DCE1E7",
    accent="#1D5FBF",
    accent_weak="#E6EFFB",
    on_accent="#FFFFFF",
    green="#1E7F4F",
    yellow="#9A6700",
    red="#C0282D",
    blue="#1D6FD6",
    grey="#78828D",
    input="#FFFDF2",
    on_weak="#1C2127",
    chosen="#1D5FBF",
)
DARK: Final = Tokens(
    bg="#17191D",
    surface="#1F2227",
    sunken="#14161A",
    text="#E8EAED",
    soft="#A3ABB5",
    line="#343A42",
    accent="#7FB2FF",
    accent_weak="#243650",
    on_accent="#17191D",
    green="#5CC48D",
    yellow="#E0B040",
    red="#FF7B7B",
    blue="#7FB2FF",
    grey="#8C96A1",
    input="#262419",
    on_weak="#E8EAED",
    chosen="#7FB2FF",
)


def tokens_of(palette: QPalette) -> Tokens:
    """The colours that a person chose for high contrast: six of them, with every line as strong as a text."""
    groups, roles = QPalette.ColorGroup, QPalette.ColorRole

    def named(role: QPalette.ColorRole, group: QPalette.ColorGroup = groups.Active) -> str:
        return palette.color(group, role).name()

    ground, text = named(roles.Window), named(roles.WindowText)
    chosen, on_chosen = named(roles.Highlight), named(roles.HighlightedText)
    return Tokens(
        **dict.fromkeys(("bg", "surface", "sunken", "input"), ground),
        **dict.fromkeys(("text", "soft", "line", "green", "yellow", "red", "blue"), text),
        **dict.fromkeys(("accent", "accent_weak"), chosen),
        **dict.fromkeys(("on_accent", "on_weak", "chosen"), on_chosen),
        grey=named(roles.WindowText, groups.Disabled),
        contrast=True,
    )
