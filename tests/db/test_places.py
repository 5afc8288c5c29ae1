"""Where a database may lie, on a computer that says what a test wants."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import cast

import pytest

from db import places
from db.errors import Refusal
from db.places import HERE, Place, System, place_of, require_local, synchroniser_of
from db.store import create, open_store

FIXED, REMOVABLE, REMOTE = 3, 2, 4
DRIVES = {"C:\\": FIXED, "D:\\": FIXED, "E:\\": REMOVABLE, "Z:\\": REMOTE, "\\\\?\\Volume{9}\\": REMOVABLE}
# A junction, a drive that stands for a share, a short name, and a profile that was moved.
LINKS = {
    "C:\\收件\\a.db": "\\\\server\\share\\a.db",
    "C:\\ONEDRI~1\\a.db": "C:\\OneDrive - 管委会\\a.db",
    "C:\\Users\\王\\AppData\\Local\\target-desk\\a.db": "\\\\server\\profiles\\王\\a.db",
}
MOUNTS = """\
22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
23 22 0:20 / /tmp rw - tmpfs tmpfs rw
24 22 0:40 / /mnt/share rw - cifs //server/share rw
25 22 0:41 / /mnt/share/own rw - ext4 /dev/sda3 rw
26 22 8:33 / /media/王/U\\040盘 rw - vfat /dev/sdc1 rw
27 22 0:42 / /home/网盘 rw - fuse.sshfs host:/ rw
28 22 0:43 / /merged rw - overlay overlay rw
29 22 8:2 /srv /srv/bound rw - ext4 /dev/sda2 rw
30 22 8:3 / /covered rw - ext4 /dev/sda4 rw
31 22 0:44 / /covered rw - nfs4 host:/covered rw
"""


def windows(environment: Mapping[str, str] | None = None, *there: str) -> System:
    return System(
        windows=True,
        resolve=lambda text: LINKS.get(text, text),
        drive_kind=lambda root: DRIVES[root],
        mounts=str,
        removable=lambda _disk: False,
        exists=lambda text: text in there,
        environment=environment or {},
    )


LINUX = replace(windows(), windows=False, resolve=str, mounts=lambda: MOUNTS, removable=lambda disk: disk == "8:33")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("C:\\台账\\a.db", Place.LOCAL),
        ("D:/台账/a.db", Place.LOCAL),
        ("\\\\?\\C:\\台账\\a.db", Place.LOCAL),
        ("E:\\a.db", Place.REMOVABLE),
        ("\\\\?\\E:\\a.db", Place.REMOVABLE),
        ("\\\\?\\Volume{9}\\a.db", Place.REMOVABLE),
        ("Z:\\a.db", Place.NETWORK),
        ("\\\\server\\share\\a.db", Place.NETWORK),
        ("//server/share/a.db", Place.NETWORK),
        ("\\\\zone.local\\dfs\\台账\\a.db", Place.NETWORK),
        ("\\\\wsl.localhost\\Ubuntu\\a.db", Place.NETWORK),
        ("\\\\?\\UNC\\server\\share\\a.db", Place.NETWORK),
        ("\\\\.\\unc\\server\\share\\a.db", Place.NETWORK),
        ("//?/UNC/server/share/a.db", Place.NETWORK),
        ("\\\\?\\GLOBALROOT\\Device\\Mup\\server\\share\\a.db", Place.NETWORK),
        ("C:\\收件\\a.db", Place.NETWORK),
        ("a.db", Place.LOCAL),
    ],
)
def test_windows_tells_by_the_path_and_by_the_drive(text: str, place: Place) -> None:
    assert place_of(cast("Path", PureWindowsPath(text)), windows()) is place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("/home/王/a.db", Place.LOCAL),
        ("/tmp/a.db", Place.LOCAL),  # noqa: S108 - nothing is written
        ("/merged/a.db", Place.LOCAL),
        ("/srv/bound/a.db", Place.LOCAL),
        ("/mnt/share/a.db", Place.NETWORK),
        ("/mnt/share/own/a.db", Place.LOCAL),
        ("/mnt/shared/a.db", Place.LOCAL),
        ("/media/王/U 盘/a.db", Place.REMOVABLE),
        ("/home/网盘/a.db", Place.NETWORK),
        ("/covered/a.db", Place.NETWORK),
    ],
)
def test_linux_tells_by_what_is_mounted(text: str, place: Place) -> None:
    assert place_of(cast("Path", PurePosixPath(text)), LINUX) is place


def test_what_a_computer_runs_from_is_its_own() -> None:
    root = "1 1 0:20 / / rw - 9p root rw\n"
    assert place_of(cast("Path", PurePosixPath("/home/a.db")), replace(LINUX, mounts=lambda: root)) is Place.LOCAL


def test_the_tests_are_on_this_computer(tmp_path: Path) -> None:
    assert place_of(tmp_path / "a.db", HERE) is Place.LOCAL


def test_no_database_is_opened_or_made_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = replace(HERE, removable=LINUX.removable, environment={})
    line = "40 22 {disk} / {folder} rw - {kind} there rw\n"
    kinds = (("nfs4", "0:9", REMOTE, "on_network"), ("vfat", "8:33", REMOVABLE, "on_stick"))
    for kind, disk, drive, code in kinds:
        mounts = line.format(disk=disk, folder=tmp_path, kind=kind)
        outside = replace(here, mounts=lambda mounts=mounts: mounts, drive_kind=lambda _root, drive=drive: drive)
        monkeypatch.setattr(places, "HERE", outside)
        for act in (lambda: open_store(tmp_path / "a.db"), lambda: create(tmp_path / "a.db", lambda _: None)):
            with pytest.raises(Refusal) as refused:
                act()
            assert refused.value.sentence.code == f"refusal.{code}"
    assert list(tmp_path.iterdir()) == []


def test_a_profile_that_was_moved_to_the_network_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = windows({"LOCALAPPDATA": "C:\\Users\\王\\AppData\\Local"})
    monkeypatch.setattr(places, "HERE", moved)
    with pytest.raises(Refusal) as refused:
        require_local(cast("Path", PureWindowsPath("C:\\Users\\王\\AppData\\Local\\target-desk\\a.db")))
    assert refused.value.sentence.code == "refusal.profile_on_network"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("D:\\台账\\a.db", ""),
        ("D:\\云\\台账\\a.db", "OneDrive"),
        ("C:\\Users\\王\\OneDrive\\a.db", "OneDrive"),
        ("C:\\Users\\王\\OneDrive - 管委会\\台账\\a.db", "OneDrive"),
        ("C:\\ONEDRI~1\\a.db", "OneDrive"),
        ("D:\\共享\\盒子\\a.db", "Dropbox"),
        ("D:\\Nutstore Files\\台账\\a.db", "坚果云"),
        ("D:\\我的坚果云\\a.db", "坚果云"),
        ("D:\\BaiduSyncdisk\\a.db", "百度网盘"),
        ("D:\\微云同步助手\\123\\a.db", "腾讯微云"),
        ("C:\\Users\\王\\iCloudDrive\\a.db", "iCloud"),
        ("G:\\Google Drive\\a.db", "Google Drive"),
        ("D:\\WPS云盘\\a.db", "WPS 云盘"),
        ("D:\\OneDriveless\\a.db", ""),
    ],
)
def test_a_folder_that_is_synchronised_is_known_by_its_marks(text: str, name: str) -> None:
    system = windows({"OneDriveCommercial": "D:\\云"}, "D:\\共享\\.dropbox")
    assert synchroniser_of(cast("Path", PureWindowsPath(text)), system) == name
