"""What is broken is seen before it takes the place of a file that is not."""

import io
import zipfile
from collections.abc import Callable
from functools import partial

import pytest

from desktop.exchange.book import Book
from desktop.exchange.files import NotAsWrittenError
from desktop.exchange.packing import Package
from desktop.exchange.packing import whole as as_it_is
from desktop.exchange.reading_back import require_as_packed, require_package, require_workbook

SHEET = "xl/worksheets/sheet1.xml"
BOOK = Book()
BOOK.add_worksheet("表").write_string(0, 0, "一" * 200)
OUT = io.BytesIO()
PACKAGE = Package(OUT)
for name, part in BOOK.parts().items():
    if name == SHEET:
        PACKAGE.add_pieces(name, [as_it_is(part[:100]), as_it_is(part[100:])])
    else:
        PACKAGE.add(name, part)
PACKAGE.close()
require_these = partial(require_as_packed, PACKAGE.parts)
CHECKS = [require_workbook, require_these, require_package]


@pytest.fixture
def whole() -> bytes:
    return OUT.getvalue()


def with_part(whole: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as package, zipfile.ZipFile(content, "w") as changed:
        for part in package.namelist():
            changed.writestr(part, change(package.read(part)) if part == name else package.read(part))
    return content.getvalue()


@pytest.mark.parametrize("check", CHECKS)
def test_what_is_whole_is_let_pass(whole: bytes, check: Callable[[bytes], None]) -> None:
    check(whole)


@pytest.mark.parametrize("check", CHECKS)
def test_a_bit_that_was_turned_is_seen(whole: bytes, check: Callable[[bytes], None]) -> None:
    for place in (len(whole) // 3, len(whole) // 2):
        turned = bytearray(whole)
        turned[place] ^= 16
        with pytest.raises(NotAsWrittenError):
            check(bytes(turned))


def test_a_bit_of_a_part_that_is_not_unpacked_again_is_seen(whole: bytes) -> None:
    (sheet,) = [part for part in PACKAGE.parts if part.name == SHEET]
    for place in range(sheet.begun, sheet.begun + sheet.packed, 11):
        turned = bytearray(whole)
        turned[place] ^= 16
        with pytest.raises(NotAsWrittenError):
            require_these(bytes(turned))


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("length", [0, 10, 1_000])
def test_what_was_cut_off_is_seen(whole: bytes, check: Callable[[bytes], None], length: int) -> None:
    with pytest.raises(NotAsWrittenError):
        check(whole[:length])


@pytest.mark.parametrize(
    ("check", "name"),
    [
        (require_workbook, SHEET),
        (require_package, SHEET),
        *((check, "xl/sharedStrings.xml") for check in CHECKS),
        (require_these, SHEET),
        (require_these, "docProps/core.xml"),
        (require_package, "docProps/core.xml"),
    ],
)
def test_a_part_that_is_not_well_formed_is_seen(whole: bytes, check: Callable[[bytes], None], name: str) -> None:
    broken = with_part(whole, name, lambda part: part.replace(b"</", b"<&", 1))
    with pytest.raises(NotAsWrittenError):
        check(broken)


def test_a_part_that_says_something_else_is_seen(whole: bytes) -> None:
    for change in (lambda part: part.replace("一".encode(), "二".encode(), 1), lambda _: b"<worksheet/>"):
        changed = with_part(whole, "xl/sharedStrings.xml", change)
        require_package(changed)
        with pytest.raises(NotAsWrittenError):
            require_these(changed)


def test_a_part_that_is_missing_or_more_is_seen(whole: bytes) -> None:
    more = io.BytesIO(whole)
    with zipfile.ZipFile(more, "a") as package:
        package.writestr("xl/more.xml", "<more/>")
    with pytest.raises(NotAsWrittenError):
        require_these(more.getvalue())
