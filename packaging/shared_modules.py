"""Runs first in either executable: takes the program's modules from the file that both of them share.

PyInstaller packs all modules into every executable; two that were made of one analysis hold everything twice.
"""

import os
import sys

import pyimod02_importers
from pyimod01_archive import ZlibArchiveReader

vars(pyimod02_importers.pyz_archive).update(vars(ZlibArchiveReader(os.path.join(sys._MEIPASS, "modules.pyz"), 0)))
pyimod02_importers._pyz_tree = None
