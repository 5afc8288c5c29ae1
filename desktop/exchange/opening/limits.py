"""What a process may cost the machine that it runs on; the system itself holds it to that."""

import contextlib
import os
import signal
import sys
from functools import cache
from pathlib import Path
from typing import Final

# The numbers that Windows knows these things by.
_EXTENDED_LIMITS: Final = 9
_LIMIT_PROCESS_MEMORY: Final = 0x100
_DIE_WITHOUT_A_BOX: Final = 0x0001 | 0x0002
# The numbers by which glibc knows from what on freed memory is given back to the system; and so much is kept.
_TRIM, _MAP = -1, -3
_KEPT: Final = 8 * 2**20
# Where Linux says how many pages of memory this process holds.
_PAGES: Final = Path("/proc/self/statm")


def confine(memory: int) -> None:
    """Hold this process to so many bytes of memory, and keep what it says when it dies off everybody's screen."""
    # The console's Ctrl+C is for the program that asked, and that one ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A library that shares its sums out among threads sets memory aside for each of them.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    _say_nothing()
    if sys.platform == "win32":
        _limit_job(memory)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _keep_freed()


def held() -> int:
    """How many bytes of memory this process has for itself, as the limit counts them; 0 where nobody says."""
    if sys.platform == "win32":
        return _held_there()
    try:
        return int(os.pread(_pages(), 64, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


@cache
def _pages() -> int:
    """Kept open: it is asked after every file."""
    return os.open(_PAGES, os.O_RDONLY)


def _say_nothing() -> None:
    """A library that gives up writes about it to the standard error, past Python."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        # A window's process has neither.
        with contextlib.suppress(OSError):
            os.dup2(nowhere, stream)
    os.close(nowhere)


def _keep_freed() -> None:
    """What one file needed the next will: to ask the system for it each time takes a twentieth of what reading does."""
    import ctypes

    # Only glibc gives back so early, and knows these numbers.
    with contextlib.suppress(AttributeError, OSError):
        glibc = ctypes.CDLL("libc.so.6")
        glibc.mallopt(_TRIM, _KEPT)
        glibc.mallopt(_MAP, _KEPT)


def _limit_job(memory: int) -> None:
    """Put this process into a job object of its own, as Windows calls a group with limits."""
    if sys.platform != "win32":
        return
    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        _fields_ = (
            ("per_process_user_time", wintypes.LARGE_INTEGER),
            ("per_job_user_time", wintypes.LARGE_INTEGER),
            ("limit_flags", wintypes.DWORD),
            ("minimum_working_set", ctypes.c_size_t),
            ("maximum_working_set", ctypes.c_size_t),
            ("active_processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class Extended(ctypes.Structure):
        _fields_ = (
            ("basic", Basic),
            ("io_counters", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    limits = Extended()
    limits.basic.limit_flags = _LIMIT_PROCESS_MEMORY
    limits.process_memory = memory
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    kernel.SetErrorMode(_DIE_WITHOUT_A_BOX)
    job = kernel.CreateJobObjectW(None, None)
    held = kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
    if not (held and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())):
        raise ctypes.WinError(ctypes.get_last_error())


def _held_there() -> int:
    """The same, as Windows counts it."""
    if sys.platform != "win32":
        return 0
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("size", wintypes.DWORD),
            ("page_faults", wintypes.DWORD),
            ("peak_working_set", ctypes.c_size_t),
            ("working_set", ctypes.c_size_t),
            ("quotas", ctypes.c_size_t * 4),
            ("page_file", ctypes.c_size_t),
            ("peak_page_file", ctypes.c_size_t),
        )

    counters = Counters(size=ctypes.sizeof(Counters))
    kernel = ctypes.WinDLL("kernel32")
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD)
    told = kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size)
    return int(counters.page_file) if told else 0
