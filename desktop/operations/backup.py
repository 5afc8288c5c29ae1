"""A copy of the database somewhere else, once a day."""

import os
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite3

from db.errors import refuse
from db.names import inside
from db.store import copy
from desktop.desk import Desk


def back_up_daily(desk: Desk, folder: Path, day: date) -> Path:
    """The day's copy of the database in a folder, made where there is none yet.

    The name says which database it is, since two of one name may be kept in one folder.
    """
    path = desk.store.path
    which = sha256(str(path.resolve()).encode()).hexdigest()[:6]
    target = inside(folder, f"{path.stem}-{which}-{day.isoformat()}{path.suffix}")
    if target.exists():
        return target
    begun = target.with_name(f"{target.name}.part")
    try:
        begun.unlink(missing_ok=True)
        copy(path, begun)
        os.replace(begun, target)
    except (OSError, sqlite3.Error) as error:
        raise refuse("refusal.no_copy", path=str(folder)) from error
    finally:
        # Where it was put in place it is no longer there.
        with suppress(OSError):
            begun.unlink(missing_ok=True)
    return target
