"""The schema of this program's databases, and the migrations that lead to it."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from alembic.config import Config

SCHEMA_VERSION: Final = "0013"


def migrations() -> "Config":
    """Alembic's configuration, pointing at the migrations that ship with this program."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    return config
