"""Whether a file lies on a network share, where SQLite's locks cannot be relied on."""

import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStorageInfo

_REMOTE: Final = frozenset({"nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "fuse.sshfs", "9p", "afs"})
_DRIVE_REMOTE: Final = 4


def on_a_share(path: Path) -> bool:
    """Whether this path is on another computer."""
    if sys.platform == "win32":
        # A drive letter that stands for a share says NTFS of itself; only the drive's kind tells.
        import ctypes

        anchor = path.resolve().anchor
        return anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _DRIVE_REMOTE
    return file_system(path) in _REMOTE


def file_system(path: Path) -> str:
    """What the file system that holds a path calls itself."""
    return bytes(QStorageInfo(str(path.parent)).fileSystemType().data()).decode()
