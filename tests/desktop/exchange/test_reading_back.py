"""What is broken is seen before it takes the place of a file that is not."""

import io
import zipfile
from collections.abc import Callable

import pytest

from desktop.exchange.book import Book
from desktop.exchange.files import NotAsWrittenError
from desktop.exchange.reading_back import require_large_workbook, require_package, require_workbook

SHEET = "xl/worksheets/sheet1.xml"
CHECKS = [require_workbook, require_large_workbook, require_package]


@pytest.fixture(scope="module")
def whole() -> bytes:
    book = Book()
    book.add_worksheet("表").write_string(0, 0, "一" * 200)
    return book.packed()


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
        (require_large_workbook, "docProps/core.xml"),
        (require_package, "docProps/core.xml"),
    ],
)
def test_a_part_that_is_not_well_formed_is_seen(whole: bytes, check: Callable[[bytes], None], name: str) -> None:
    broken = with_part(whole, name, lambda part: part.replace(b"</", b"<&", 1))
    with pytest.raises(NotAsWrittenError):
        check(broken)


def test_a_sheet_that_no_reader_takes_is_seen(whole: bytes) -> None:
    for change in (lambda part: part[: len(part) // 2], lambda part: part.replace(b"<v>0</v>", b"<v>9</v>")):
        with pytest.raises(NotAsWrittenError):
            require_large_workbook(with_part(whole, SHEET, change))


def test_a_workbook_larger_than_anybody_may_send_is_read_to_its_end() -> None:
    book = Book()
    book.add_worksheet("远").write_string(30_000, 0, "此处无人读")
    content = book.packed()
    require_large_workbook(content)
    with pytest.raises(NotAsWrittenError):
        require_workbook(content)
