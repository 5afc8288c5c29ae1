"""How Alembic reaches the database: by the connection it is handed, inside that connection's transaction."""

from alembic import context

from db.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    # Told by migrations that take long how far they are.
    tell=context.config.attributes["tell"],
)
context.run_migrations()
