"""Evidence: files that are attached to an entry, kept by their digest in a folder beside the database."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import IO, Final
from uuid import uuid4

from db.errors import refuse
from db.evidence import EvidenceFile, attach, detach
from db.names import inside, safe_name
from db.reports import open_draft
from desktop.desk import Desk, require_open
from desktop.exchange.files import refusal_of

LIMIT: Final = 200 * 2**20
_CHUNK: Final = 2**20


class FileCondition(StrEnum):
    """Whether a kept file is still what was attached."""

    GOOD = "good"
    MISSING = "missing"
    CHANGED = "changed"


def folder_of(desk: Desk) -> Path:
    """Where the files of a database are kept."""
    return desk.store.path.with_suffix(".evidence")


def add_files(desk: Desk, code: str, target_key: str, paths: Sequence[Path]) -> None:
    """Attach files to a target's entry; all of them or, where one cannot be read, none."""
    files = [_keep(desk, path) for path in paths]
    attach_all(desk, code, target_key, files)


def add_bytes(desk: Desk, code: str, target_key: str, name: str, content: bytes) -> None:
    """Attach what was pasted, under a name."""
    digest = hashlib.sha256(content).hexdigest()
    _put(desk, digest, lambda out: out.write(content))
    attach_all(desk, code, target_key, [EvidenceFile(safe_name(name), len(content), digest)])


def attach_all(desk: Desk, code: str, target_key: str, files: Sequence[EvidenceFile]) -> None:
    """Attach files that are kept already."""
    with desk.write() as (connection, plan):
        draft = open_draft(connection, plan.key, desk.unit_key, require_open(plan, code).code)
        for file in files:
            attach(connection, draft, target_key, file, desk.author)


def remove_file(desk: Desk, code: str, target_key: str, file: EvidenceFile) -> None:
    """Take a file off a target's entry; it stays in the folder, so that this can be undone."""
    with desk.write() as (connection, plan):
        draft = open_draft(connection, plan.key, desk.unit_key, require_open(plan, code).code)
        detach(connection, draft, target_key, file, desk.author)


def conditions(desk: Desk, files: Sequence[EvidenceFile]) -> list[FileCondition]:
    """Whether each of these is still there as it was attached."""
    return [_condition(folder_of(desk) / file.sha256, file) for file in files]


def open_copy(desk: Desk, file: EvidenceFile) -> Path:
    """A copy under the file's own name to be looked at, so that the kept one cannot be altered by accident."""
    kept = folder_of(desk) / file.sha256
    if _condition(kept, file) is not FileCondition.GOOD:
        raise refuse("refusal.evidence_missing", name=file.name)
    shown = inside(Path(tempfile.mkdtemp(prefix="target-desk-")), file.name)
    try:
        shutil.copyfile(kept, shown)
        shown.chmod(0o444)
    except OSError as error:
        raise refusal_of(error, shown) from error
    return shown


def _condition(kept: Path, file: EvidenceFile) -> FileCondition:
    try:
        if kept.stat().st_size != file.size:
            return FileCondition.CHANGED
        with kept.open("rb") as content:
            same = hashlib.file_digest(content, "sha256").hexdigest() == file.sha256
    except OSError:
        return FileCondition.MISSING
    return FileCondition.GOOD if same else FileCondition.CHANGED


def _keep(desk: Desk, path: Path) -> EvidenceFile:
    """Copy a file into the folder; what it is by then."""
    if path.is_dir():
        raise refuse("refusal.evidence_folder", path=str(path))
    try:
        size = path.stat().st_size
        if size > LIMIT:
            raise refuse("refusal.evidence_large", path=str(path), limit=LIMIT // 2**20)
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
            content.seek(0)
            _put(desk, digest, lambda out: shutil.copyfileobj(content, out, _CHUNK))
    except FileNotFoundError as error:
        raise refuse("refusal.not_found", path=str(path)) from error
    except OSError as error:
        raise refuse("refusal.cannot_open", path=str(path)) from error
    return EvidenceFile(safe_name(path.name), size, digest)


def _put(desk: Desk, digest: str, write: Callable[[IO[bytes]], object]) -> None:
    """Put bytes into the folder under their digest, whole or not at all; what is there already is left alone."""
    kept = folder_of(desk) / digest
    if kept.exists():
        return
    beside = kept.with_name(f".{uuid4().hex[:8]}.part")
    try:
        kept.parent.mkdir(exist_ok=True)
        with beside.open("wb") as out:
            write(out)
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, kept)
    except OSError as error:
        raise refusal_of(error, kept) from error
    finally:
        beside.unlink(missing_ok=True)
