"""How a path is shown, where Windows reaches it by a longer name."""

import re
from typing import Final

# A disk or a share by its long name; those of volumes and of what drives them have no other.
_LONG: Final = re.compile(r"\\\\\?\\(?:([A-Za-z]:\\)|UNC\\)")
# So begins what the pattern is looked for in, of all that is ever said.
_DEVICE: Final = "\\\\?\\"
_SHARE: Final = "\\\\"


def usual_name(text: str) -> str:
    """A path as people know it."""
    if not text.startswith(_DEVICE):
        return text
    found = _LONG.match(text)
    return text if found is None else f"{found[1] or _SHARE}{text[found.end() :]}"
