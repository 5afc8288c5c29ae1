"""What a file would do when it is opened: shown, run as a program, or shown with programs inside."""

from enum import StrEnum
from pathlib import PurePath
from typing import Final

from db.names import safe_name


class Risk(StrEnum):
    """What is to be asked before a file is opened."""

    NONE = "none"
    MACROS = "macros"
    PROGRAM = "program"


# What a double click runs, installs, mounts or puts into the registry: on Windows, and what stands for it elsewhere.
_RUN: Final = (
    "ade adp apk app appimage application appref-ms appx appxbundle bash bat chm cmd com command cpl crt csh deb "
    "desktop diagcab dll dmg exe fish gadget hlp hta img inf ins iso isp jar jnlp js jse ksh library-ms lnk mad "
    "maf mam maq mar mas mau mav maw mda mde mdt mdw mdz mht mhtml msc msh msh1 msh2 msi msix msixbundle msp mst "
    "ocx ops osd pcd pif pkg pl plg prf printerexport ps1 ps1xml ps2 ps2xml psc1 psc2 psdm1 psm1 pssc py pyc pyo "
    "pyw pyz pyzw rb rdp reg rpm run scf scpt scr sct search-ms settingcontent-ms sh shb shs slk sys theme "
    "themepack udl url vb vbe vbp vbs vhd vhdx vsmacros vsw wad webpnp website wll ws wsb wsc wsf wsh xbap xll "
    "xnk zsh"
)
_WITH_MACROS: Final = "docm dotm potm ppam ppsm pptm sldm xla xlam xlsb xlsm xltm"


def risk_of(name: str) -> Risk:
    """What opening a file of this name would do, by its last ending: that is what the system goes by."""
    ending = PurePath(safe_name(name)).suffix.lstrip(".").strip().casefold()
    if ending in _RUN.split():
        return Risk.PROGRAM
    return Risk.MACROS if ending in _WITH_MACROS.split() else Risk.NONE
