"""Evidence: files that are attached to an entry, kept by their digest in a folder beside the database."""

import hashlib
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import IO, Final

from db.encrypted_files import PIECE, AlteredError
from db.errors import refuse
from db.evidence import EvidenceFile, attach, detach
from db.names import inside, safe_name
from db.reports import open_draft
from desktop.desk import Desk, require_open
from desktop.exchange.files import refusal_of
from desktop.operations.kept_files import KeptFiles
from desktop.operations.shown_files import place_to_show

LIMIT: Final = 200 * 2**20
# What a system would run, or believe, where a person only wants to look: nothing that proves progress.


class FileCondition(StrEnum):
    """Whether a kept file is still what was attached."""

    GOOD = "good"
    MISSING = "missing"
    CHANGED = "changed"


def folder_of(desk: Desk) -> Path:
    """Where the files of a database are kept."""
    return KeptFiles.of(desk.store.path).folder


def add_files(desk: Desk, code: str, target_key: str, paths: Sequence[Path]) -> None:
    """Attach files to a target's entry; all of them or, where one cannot be read, none."""
    files = [_keep(desk, path) for path in paths]
    attach_all(desk, code, target_key, files)


def add_bytes(desk: Desk, code: str, target_key: str, name: str, content: bytes) -> None:
    """Attach what was pasted, under a name."""
    digest = hashlib.sha256(content).hexdigest()
    KeptFiles.of(desk.store.path).put(digest, [content])
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
    kept = KeptFiles.of(desk.store.path)
    return [_condition(kept, file) for file in files]


def open_copy(desk: Desk, file: EvidenceFile) -> Path:
    """A copy under the file's own name to be looked at, so that the kept one cannot be altered by accident.

    It lies where nobody else on this computer may look, until the database is closed.
    """
    kept = KeptFiles.of(desk.store.path)
    found = kept.find(file.sha256)
    if found is None or _condition(kept, file) is not FileCondition.GOOD:
        raise refuse("refusal.evidence_missing", name=file.name)
    shown = inside(place_to_show(), file.name)
    try:
        with shown.open("wb") as out:
            for piece in kept.read(found):
                out.write(piece)
        shown.chmod(0o400)
    except OSError as error:
        raise refusal_of(error, shown) from error
    return shown


def _condition(kept: KeptFiles, file: EvidenceFile) -> FileCondition:
    found = kept.find(file.sha256)
    if found is None:
        return FileCondition.MISSING
    digest = hashlib.sha256()
    try:
        for piece in kept.read(found):
            digest.update(piece)
    except AlteredError:
        return FileCondition.CHANGED
    except OSError:
        return FileCondition.MISSING
    return FileCondition.GOOD if digest.hexdigest() == file.sha256 else FileCondition.CHANGED


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
            KeptFiles.of(desk.store.path).put(digest, _pieces(content))
    except FileNotFoundError as error:
        raise refuse("refusal.not_found", path=str(path)) from error
    except OSError as error:
        raise refuse("refusal.cannot_open", path=str(path)) from error
    return EvidenceFile(safe_name(path.name), size, digest)


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece
