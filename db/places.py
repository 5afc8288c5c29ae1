"""Where a file lies: on this computer, on a share, on a stick, or in a folder that some program synchronises.

SQLite rests on locks and on flushes that only this computer's own disks keep.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Final

from db.errors import Refusal
from resources.paths import usual_name
from resources.texts import say


class Place(StrEnum):
    """Where a database may lie, and where it may not."""

    LOCAL = "local"
    NETWORK = "network"
    REMOVABLE = "removable"


@dataclass(frozen=True, slots=True)
class System:
    """What is asked of a computer."""

    windows: bool
    # A path as it is, without links, junctions, short names and drive letters that stand for others.
    resolve: Callable[[str], str]
    # What Windows says of a drive, by its root.
    drive_kind: Callable[[str], int]
    # Linux' list of what is mounted.
    mounts: Callable[[], str]
    # Whether the disk with these numbers can be pulled out.
    removable: Callable[[str], bool]
    exists: Callable[[str], bool]
    environment: Mapping[str, str]

    def path(self, text: str) -> PurePath:
        """The path that a text means here."""
        return PureWindowsPath(text) if self.windows else PurePosixPath(text)


class Outside(Refusal):
    """A database that is not on this computer's own disks; `path` is where it is."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(say(code, path=str(path)))
        self.path = path


_DRIVE_REMOVABLE: Final = 2
_DRIVE_REMOTE: Final = 4
_REMOTE: Final = frozenset(
    (
        *("nfs", "nfs3", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "lustre", "glusterfs"),
        *("ocfs2", "gfs2", "coda", "davfs", "vboxsf", "prl_fs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse"),
        *("fuse.glusterfs", "fuse.ceph", "fuse.davfs", "fuse.davfs2", "fuse.curlftpfs", "fuse.smbnetfs", "fuse.s3fs"),
        *("fuse.kio-fuse", "fuse.vmhgfs-fuse"),
    )
)


def place_of(path: Path, system: System) -> Place:
    """Where a path lies, whether something is there or not."""
    text = str(path)
    if not system.windows:
        return _by_mounts(system.resolve(text), system)
    # As it is written first: a share that does not answer would keep whoever resolves it waiting.
    written = _by_drive(text, system)
    return written if written is not Place.LOCAL else _by_drive(system.resolve(text), system)


def require_local(path: Path) -> None:
    """Refused where a database must not be: on a share or on what can be pulled out."""
    place = place_of(path, HERE)
    if place is Place.NETWORK:
        raise Outside("refusal.profile_on_network" if _in_profile(path, HERE) else "refusal.on_network", path)
    if place is Place.REMOVABLE:
        raise Outside("refusal.on_stick", path)


_DEVICE_PATH: Final = re.compile(r"\\\\[?.]\\(UNC\\)?", re.IGNORECASE)
_OWN_DISK: Final = re.compile(r"([A-Z]:|Volume\{[^}]*\})(\\|$)", re.IGNORECASE)


def _by_drive(text: str, system: System) -> Place:
    """By a path of Windows, long or not."""
    text = text.replace("/", "\\")
    prefix = _DEVICE_PATH.match(text)
    rest = text[prefix.end() :] if prefix is not None else text
    if prefix is None and text.startswith("\\\\"):
        return Place.NETWORK
    if prefix is not None and (prefix[1] or not _OWN_DISK.match(rest)):
        # A share by its long name; or by the name of what drives it, as \\?\GLOBALROOT\Device\Mup does.
        return Place.NETWORK
    disk = _OWN_DISK.match(rest)
    if disk is None:
        return Place.LOCAL
    root = f"{disk[1]}\\" if disk[1].endswith(":") else f"\\\\?\\{disk[1]}\\"
    kinds = {_DRIVE_REMOTE: Place.NETWORK, _DRIVE_REMOVABLE: Place.REMOVABLE}
    return kinds.get(system.drive_kind(root), Place.LOCAL)


def _by_mounts(text: str, system: System) -> Place:
    """By what is mounted where."""
    path, found, kind, disk = PurePosixPath(text), PurePosixPath("/"), "", ""
    for line in system.mounts().splitlines():
        fields, _, about = line.partition(" - ")
        point = PurePosixPath(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields.split()[4]))
        # Of two at one point the later one covers the earlier.
        if path.is_relative_to(point) and len(point.parts) >= len(found.parts):
            found, kind, disk = point, about.split()[0], fields.split()[2]
    if found == PurePosixPath("/"):
        # What a computer runs from is its own, whatever brings it there.
        return Place.LOCAL
    if kind in _REMOTE:
        return Place.NETWORK
    return Place.REMOVABLE if system.removable(disk) else Place.LOCAL


def _in_profile(path: Path, system: System) -> bool:
    """Whether this is where programs keep a person's data: then somebody moved that to a share."""
    own = [system.environment.get(name, "") for name in ("LOCALAPPDATA", "APPDATA", "XDG_DATA_HOME", "HOME")]
    return any(folder and system.path(usual_name(str(path))).is_relative_to(system.path(folder)) for folder in own)


# By folders that such programs name, by files and folders that they leave in theirs, by what their folders are called.
_BY_ENVIRONMENT: Final = {
    "OneDrive": "OneDrive",
    "OneDriveConsumer": "OneDrive",
    "OneDriveCommercial": "OneDrive",
}
_BY_MARK: Final = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
}
_BY_NAME: Final = (
    (re.compile(r"onedrive( ?[-–] .*)?"), "OneDrive"),
    (re.compile(r"dropbox( \(.*\))?"), "Dropbox"),
    (re.compile(r"google ?drive|googledrive-.*|我的云端硬盘"), "Google Drive"),
    (re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs"), "iCloud"),
    (re.compile(r"nutstore( files)?|\.?nutstore|我的坚果云|坚果云"), "坚果云"),
    (re.compile(r"baidusyncdisk|baidunetdiskworkspace|百度云同步盘?|百度网盘(同步空间|工作空间)?"), "百度网盘"),
    (re.compile(r"weiyun|微云(同步助手|同步盘)?|腾讯微云"), "腾讯微云"),
    (re.compile(r"wps( cloud files|drive|云盘|网盘)"), "WPS 云盘"),
)


def synchroniser_of(path: Path, system: System) -> str:
    """The program that synchronises the folder of a file; empty where none is known to."""
    folder = system.path(usual_name(system.resolve(str(path)))).parent
    for variable, name in _BY_ENVIRONMENT.items():
        root = system.environment.get(variable, "")
        if root and folder.is_relative_to(system.path(system.resolve(root))):
            return name
    for one in (folder, *folder.parents):
        for pattern, name in _BY_NAME:
            if pattern.fullmatch(one.name.casefold()):
                return name
        for mark, name in _BY_MARK.items():
            if system.exists(str(one / mark)):
                return name
    return ""


def _resolve(path: str) -> str:
    try:
        return os.path.realpath(path)
    except OSError:
        # What cannot be followed to its end is where it says.
        return str(Path(path).absolute())


def _drive_kind(root: str) -> int:
    """GetDriveTypeW of Windows."""
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))


def _mounts() -> str:
    try:
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _removable(disk: str) -> bool:
    """Of a partition the disk says it."""
    device = Path("/sys/dev/block", disk).resolve()
    for folder in (device, device.parent):
        try:
            return (folder / "removable").read_text(encoding="ascii").strip() == "1"
        except OSError:
            continue
    return False


HERE: Final = System(
    windows=sys.platform == "win32",
    resolve=_resolve,
    drive_kind=_drive_kind,
    mounts=_mounts,
    removable=_removable,
    exists=os.path.exists,
    environment=os.environ,
)
