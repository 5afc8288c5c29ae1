"""A workbook from above with another signature: asked about once, and received as it was answered."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QPushButton

from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.main_window import MainWindow
from desktop.operations.issue import issue
from desktop.operations.trust import load_trust, renew_signing_key
from desktop.pages.seat import Seat
from desktop.pages.trust.signer import SignerDialog

UNIT = "练习单位001"


@pytest.fixture
def seat(window: MainWindow, settle: Any, finished_round: Path, tmp_path: Path) -> Seat:
    """A department's seat."""
    window.open_database(Path(shutil.copy(finished_round / "units" / f"{UNIT}.db", tmp_path / "unit.db")))
    settle(window)
    settle(window)
    assert isinstance(window.view, Seat)
    return window.view


@pytest.fixture
def signed_anew(issued_database: Path, tmp_path: Path, sit_down: Callable[[Path], Desk]) -> tuple[Path, str]:
    """The department's assignment under a new signature of headquarters, and the fingerprint of that."""
    headquarters = sit_down(issued_database)
    mark = renew_signing_key(headquarters)
    files = issue(headquarters, "2024-03", tmp_path / "再下达").files
    return next(path for path in files if UNIT in path.name), mark


@pytest.mark.parametrize("agrees", [True, False])
def test_somebody_compares_the_fingerprints_before_the_file_is_taken(
    window: MainWindow, settle: Any, seat: Seat, signed_anew: tuple[Path, str], person: Any, *, agrees: bool
) -> None:
    path, mark = signed_anew
    (known,) = load_trust(seat.desk).signatures
    seen: list[tuple[str, str]] = []
    results: list[FileState] = []
    seat.errands.received.connect(lambda found: results.extend(one.state for one in found))

    def compare(dialog: QDialog) -> bool:
        assert isinstance(dialog, SignerDialog)
        seen.append((dialog.known.code.text(), dialog.found.code.text()))
        cancel = next(one for one in dialog.buttons.findChildren(QPushButton) if one.isDefault())
        assert cancel is not dialog.go_on
        return agrees

    person.show = compare
    seat.receive([path])
    for _ in range(4):
        settle(window)
    assert seen == [(known.fingerprint, mark)]
    assert results == [FileState.HELD, FileState.TAKEN][: 2 if agrees else 1]
    trusted = [one.fingerprint for one in load_trust(seat.desk).signatures]
    assert trusted == ([mark, known.fingerprint] if agrees else [known.fingerprint])
