"""Whether a tag is that of the version that is built: `python packaging/tag.py v0.1.0`; 1 where it is not."""

import sys
from importlib.metadata import version


def main() -> int:
    """Print what does not fit."""
    if sys.argv[1] == f"v{version('target-desk')}":
        return 0
    print(f"the tag is {sys.argv[1]}, the version in pyproject.toml {version('target-desk')}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
