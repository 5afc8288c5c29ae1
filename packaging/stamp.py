"""What Windows shows of the executables: name, version, maker, and what they are, in Chinese."""

from importlib.metadata import version
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PyInstaller.utils.win32.versioninfo import VSVersionInfo

NAME: Final = "目标填报台账"
MAKER: Final = "目标填报台账项目组"
COPYRIGHT: Final = "© 2026 目标填报台账项目组，Apache-2.0"
# Simplified Chinese, Unicode.
_LANGUAGE, _CODE_PAGE = 0x0804, 1200


def numbers(text: str) -> tuple[int, int, int, int]:
    """The version in the four numbers of Windows."""
    parts = [int(part) for part in text.split(".") if part.isdecimal()]
    first, second, third, fourth, *_ = [*parts, 0, 0, 0, 0]
    return first, second, third, fourth


def stamp(executable: str) -> "VSVersionInfo":
    """The version resource of one executable; it can be made on Windows only."""
    from PyInstaller.utils.win32 import versioninfo as made

    told = version("target-desk")
    words = {
        "CompanyName": MAKER,
        "FileDescription": NAME,
        "FileVersion": told,
        "InternalName": executable,
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": f"{executable}.exe",
        "ProductName": NAME,
        "ProductVersion": told,
    }
    table = made.StringTable(f"{_LANGUAGE:04X}{_CODE_PAGE:04X}", [made.StringStruct(*word) for word in words.items()])
    return made.VSVersionInfo(
        made.FixedFileInfo(filevers=numbers(told), prodvers=numbers(told)),
        [made.StringFileInfo([table]), made.VarFileInfo([made.VarStruct("Translation", [_LANGUAGE, _CODE_PAGE])])],
    )
