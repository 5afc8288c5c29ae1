"""Files that were damaged on the way, or are something else: a sentence for each, and nothing is changed."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.exchange.forms.read_form import open_form
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.layout import MAX_FILE
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.locking import lock
from desktop.operations.opened import Opened
from desktop.operations.reading import form_for
from desktop.operations.receive import receive

Dump = Callable[[Desk], Any]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
quietly = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def bomb() -> bytes:
    """A small file that unpacks to three hundred megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(3):
            with package.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                for _ in range(100):
                    part.write(bytes(2**20))
    return out.getvalue()


def flipped(content: bytes) -> bytes:
    middle = content.index(b"xl/worksheets/sheet1.xml") + 200
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


def another_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("照片.jpg", b"x")
    return out.getvalue()


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda _: b"", "file_empty"),
    "a text": (lambda _: "您好".encode(), "file_text"),
    "a picture": (lambda _: b"\x89PNG\r\n\x1a\n" + bytes(500), "file_picture"),
    "half of it": (lambda content: content[: len(content) // 2], "file_damaged"),
    "all but the end": (lambda content: content[:-30], "file_damaged"),
    "another byte": (flipped, "file_damaged"),
    "another archive": (lambda _: another_archive(), "file_not_a_workbook"),
    "a bomb": (lambda _: bomb(), "file_too_large"),
    "too many bytes": (lambda content: content + bytes(MAX_FILE), "file_too_large"),
    "a password": (lambda content: lock(content, "secret"), "file_encrypted"),
    "an old document": (lambda _: OLE + bytes(4000), "file_damaged"),
}


@pytest.mark.parametrize(("broken", "code"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_rejected_with_a_sentence(
    headquarters: Desk, report_file: Path, tmp_path: Path, dump: Dump, broken: Callable[[bytes], bytes], code: str
) -> None:
    path = tmp_path / "上报.xlsx"
    path.write_bytes(broken(report_file.read_bytes()))
    before = dump(headquarters)
    (result,) = receive(headquarters, [path])
    assert (result.state, [one.code for one in result.findings]) == (FileState.REJECTED, [code])
    assert "{" not in str(result.findings[0].message)
    assert str(result.findings[0].message).endswith("。")
    assert dump(headquarters) == before


def test_a_folder_that_is_named_like_a_workbook_is_looked_into(
    headquarters: Desk, report_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "三月.xlsx"
    folder.mkdir()
    assert receive(headquarters, [folder]) == []
    (folder / "上报.xlsx").write_bytes(report_file.read_bytes())
    assert [result.state for result in receive(headquarters, [folder])] == [FileState.TAKEN]


def test_good_files_between_broken_ones_are_taken(headquarters: Desk, finished_round: Path, tmp_path: Path) -> None:
    for number, path in enumerate(sorted((finished_round / "reports").iterdir())):
        (tmp_path / f"{number}好.xlsx").write_bytes(path.read_bytes())
        (tmp_path / f"{number}坏.xlsx").write_bytes(path.read_bytes()[:-5])
    states = [result.state for result in receive(headquarters, sorted(tmp_path.glob("*.xlsx")))]
    assert states == [FileState.REJECTED, FileState.TAKEN] * 4


def read(desk: Desk, content: bytes) -> ReadForm:
    sheets, document = open_form(content)
    with desk.read() as (connection, plan):
        opened = Opened(Path("上报.xlsx"), content, sheets, document)
        return form_for(connection, plan, document.unit_key if document else "", opened)


def refused_or_whole(desk: Desk, content: bytes, sent: ReadForm) -> None:
    """A refusal, a form that waits for a person or says that it was changed, or exactly what was sent."""
    try:
        form = read(desk, content)
    except Unsafe:
        return
    if not (form.errors or form.repairs or form.edited):
        assert (form.unit_key, form.period, form.revision) == (sent.unit_key, sent.period, sent.revision)
        assert (form.answers, form.nodes) == (sent.answers, sent.nodes)


@quietly
@given(data=st.data())
def test_a_file_damaged_anywhere_is_refused_or_says_what_was_sent(
    headquarters: Desk, report_file: Path, data: st.DataObject
) -> None:
    content = report_file.read_bytes()
    sent = read(headquarters, content)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content) - 1))
        content = content[:at] + bytes([data.draw(st.integers(0, 255))]) + content[at + 1 :]
    refused_or_whole(headquarters, content, sent)


@quietly
@given(rest=st.binary(max_size=400))
def test_bytes_of_any_kind_are_refused(rest: bytes) -> None:
    with pytest.raises(Unsafe):
        open_form(b"PK\x03\x04" + rest)
    with pytest.raises(Unsafe):
        open_form(rest)
