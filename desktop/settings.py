"""What a person can set, declared once, over the one file that also remembers the window's place."""

from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Signal

from db.address import Location, server_of
from resources.texts import Sentence, say

T = TypeVar("T", str, int, bool)


class Group(StrEnum):
    """The cards of the settings page."""

    PEOPLE = "people"
    LOOK = "look"
    PLACES = "places"
    ASKING = "asking"
    SECURITY = "security"


class Setting(NamedTuple, Generic[T]):
    """One thing that can be set; its type is that of its default.

    With `choices`, values and their words, nothing else is taken. A folder is kept as text, empty for the usual place.
    """

    key: str
    default: T
    group: Group
    title: Sentence
    choices: tuple[tuple[T, Sentence], ...] = ()
    folder: bool = False
    # What a person should know before changing it.
    note: Sentence | None = None


FILLED_BY: Final = Setting("people/filled_by", "", Group.PEOPLE, say("setting.filled_by"))
FILLED_BY_PHONE: Final = Setting("people/filled_by_phone", "", Group.PEOPLE, say("setting.filled_by_phone"))
CHECKED_BY: Final = Setting("people/checked_by", "", Group.PEOPLE, say("setting.checked_by"))
CHECKED_BY_PHONE: Final = Setting("people/checked_by_phone", "", Group.PEOPLE, say("setting.checked_by_phone"))
LANGUAGE: Final = Setting(
    "look/language",
    "zh",
    Group.LOOK,
    say("setting.language"),
    (("zh", say("setting.language_zh")), ("en", say("setting.language_en"))),
    note=say("setting.language_note"),
)
THEME: Final = Setting(
    "look/theme",
    "system",
    Group.LOOK,
    say("setting.theme"),
    (
        ("system", say("setting.theme_system")),
        ("light", say("setting.theme_light")),
        ("dark", say("setting.theme_dark")),
    ),
)
DENSITY: Final = Setting(
    "look/density",
    "comfortable",
    Group.LOOK,
    say("setting.density"),
    (("comfortable", say("setting.density_comfortable")), ("compact", say("setting.density_compact"))),
)
FONT_SIZE: Final = Setting(
    "look/font_size",
    100,
    Group.LOOK,
    say("setting.font_size"),
    tuple((percent, say("setting.percent", percent=percent)) for percent in (100, 110, 125, 150)),
)
IMPORT_FOLDER: Final = Setting("places/import", "", Group.PLACES, say("setting.import_folder"), folder=True)
EXPORT_FOLDER: Final = Setting("places/export", "", Group.PLACES, say("setting.export_folder"), folder=True)
BACKUP_FOLDER: Final = Setting(
    "places/backup", "", Group.PLACES, say("setting.backup_folder"), folder=True, note=say("setting.backup_note")
)
ASK_UNDO: Final = Setting("asking/undo", True, Group.ASKING, say("setting.ask_undo"))
ASK_PASTE: Final = Setting("asking/paste", True, Group.ASKING, say("setting.ask_paste"))
ASK_CLEAR: Final = Setting("asking/clear", True, Group.ASKING, say("setting.ask_clear"))
LOCK_AFTER: Final = Setting(
    "security/lock_after",
    10,
    Group.SECURITY,
    say("setting.lock_after"),
    (
        *((minutes, say("setting.minutes", count=minutes)) for minutes in (3, 5, 10, 15, 30, 60)),
        (0, say("setting.lock_never")),
    ),
    note=say("setting.lock_note"),
)

_LAST: Final = "window/database"

# Every setting, in the order of the settings page.
SETTINGS: Final[tuple[Setting[Any], ...]] = (
    FILLED_BY,
    FILLED_BY_PHONE,
    CHECKED_BY,
    CHECKED_BY_PHONE,
    LANGUAGE,
    THEME,
    DENSITY,
    FONT_SIZE,
    IMPORT_FOLDER,
    EXPORT_FOLDER,
    BACKUP_FOLDER,
    ASK_UNDO,
    ASK_PASTE,
    ASK_CLEAR,
    LOCK_AFTER,
)


class Settings(QObject):
    """Reads and writes settings; `changed` tells the key of one that has another value now."""

    changed = Signal(str)

    def __init__(self, store: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Also keeps what is remembered and not set: the window's place, the widths of columns.
        self.store = store

    def get(self, setting: Setting[T]) -> T:
        """What is set; the default where nothing is, or where the file says what cannot be."""
        # An INI file knows only text: without a type, "false" would be true.
        value: Any = self.store.value(setting.key, setting.default, type=type(setting.default))
        if setting.choices and value not in [choice for choice, _ in setting.choices]:
            return setting.default
        return value  # type: ignore[no-any-return]  # of the type that was named

    def set(self, setting: Setting[T], value: T) -> None:
        """Set it, and keep it at once."""
        if value != self.get(setting):
            self.store.setValue(setting.key, value)
            self.store.sync()
            self.changed.emit(setting.key)

    def restore(self, group: Group) -> None:
        """Set everything of a group to its default."""
        for setting in SETTINGS:
            if setting.group is group:
                self.set(setting, setting.default)

    def folder(self, setting: Setting[str]) -> Path:
        """The folder that is set, or the person's documents where none is or it is gone."""
        chosen = Path(self.get(setting))
        if self.get(setting) and chosen.is_dir():
            return chosen
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def last_database(store: QSettings) -> Location | None:
    """The database that was worked in last, where it is still there; whether a server is, opening tells."""
    said = str(store.value(_LAST, "", type=str))
    last = Path(said)
    return server_of(said) or (last if last.is_absolute() and last.is_file() else None)


def remember_database(store: QSettings, database: Location) -> None:
    """Workbooks that are opened without a database are received in this one; no password is kept."""
    store.setValue(_LAST, str(database.absolute() if isinstance(database, Path) else database))


def second_place(settings: Settings) -> Path | None:
    """The folder that the newest backup is put in as well, there or not; None where none is set."""
    folder = settings.get(BACKUP_FOLDER)
    return Path(folder) if folder else None
