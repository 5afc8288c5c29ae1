"""By what the taskbar of Windows knows the program."""

import sys
from typing import Final

# The shortcuts that an installer makes carry the same: windows and shortcuts of one id are one button of the taskbar.
TASKBAR_ID: Final = "TargetDesk.TargetDesk"


def take_taskbar_id() -> None:
    """Be one program in the taskbar, whatever runs it; before the first window."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(TASKBAR_ID)
