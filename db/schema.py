"""The schema of this program's databases, and the migrations that lead to it."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.steps import Tell, nobody

if TYPE_CHECKING:
    from alembic.config import Config

SCHEMA_VERSION: Final = "0015"


def migrations(tell: Tell = nobody) -> "Config":
    """Alembic's configuration, pointing at the migrations that ship with this program, which tell how far they are."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["tell"] = tell
    return config
