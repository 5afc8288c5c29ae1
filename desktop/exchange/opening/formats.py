"""Number formats: which of them show a percentage, so that 12 % is stored as 0.12 and means 12."""

import re
from typing import Final

_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.')


def is_percent(code: str) -> bool:
    """Whether a format's code shows a number as a percentage."""
    return "%" in _QUOTED.sub("", code)
