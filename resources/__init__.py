"""What ships beside the code, and where it lies."""

from pathlib import Path
from typing import Final

# Not importlib.resources, which takes as long to load as the first sentence to be said: these always lie in a folder.
FOLDER: Final = Path(__file__).parent
