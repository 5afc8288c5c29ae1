"""Workbooks behind a password: locked as spreadsheet programs lock them, and opened again."""

import io
import struct
from typing import Final
from xml.parsers.expat import ExpatError

from db.errors import refuse

# Without the letters and digits that are mistaken for each other when a password is read out.
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH: Final = 10
# How often a password is turned over before it fits. Excel does it 100 000 times; a file can ask for any number.
_MOST_TURNS: Final = 1_000_000
# What Excel puts on a workbook whose structure alone was protected: everybody knows it, and nobody is asked for it.
DEFAULT_PASSWORD: Final = "VelvetSweatshop"  # noqa: S105 - it keeps nothing secret


def new_password() -> str:
    """A password that can be read out on the telephone."""
    import secrets

    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def lock(content: bytes, password: str) -> bytes:
    """A workbook (.xlsx) that opens with this password alone."""
    from msoffcrypto.format.ooxml import OOXMLFile

    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, locked)
    return locked.getvalue()


def unlock(content: bytes, password: str) -> bytes:
    """What is in a locked workbook; refused where the password is not right, or trying it would take too long."""
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError
    from msoffcrypto.format.ooxml import OOXMLFile

    opened = io.BytesIO()
    try:
        file = OfficeFile(io.BytesIO(content))
        if isinstance(file, OOXMLFile):
            if file.info.get("spinValue", 0) > _MOST_TURNS:
                raise refuse("finding.file_unusual")
            file.load_key(password=password, verify_password=True)
        else:
            # An .xls is never opened without its password being verified.
            file.load_key(password=password)
        file.decrypt(opened)
    except (InvalidKeyError, DecryptionError, FileFormatError) as error:
        raise refuse("refusal.wrong_workbook_password") from error
    except (ValueError, LookupError, AssertionError, AttributeError, ExpatError, struct.error, OSError) as error:
        # What the library makes of a lock that it does not know, or that is broken.
        raise refuse("finding.file_unusual") from error
    return opened.getvalue()
