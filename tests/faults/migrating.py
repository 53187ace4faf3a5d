"""What is killed: a program of tomorrow that brings a file of today to its schema.

Without MIGRATIONS it is the program of today, and brings a file of a released schema to its own.

python tests/faults/migrating.py FILE [MIGRATIONS [WAY]]
"""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.store import header, schema
from tests.faults.bad_ways import take
from tests.faults.tried_files import open_file

NEXT = '''"""A schema made up for trying: a new table, and one that is rebuilt."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "{next:04}", "{newest:04}"


def upgrade():
    op.create_table("mood", sa.Column("id", sa.String(36), primary_key=True))
    with op.batch_alter_table("person") as batch:
        batch.alter_column("given_name", type_=sa.String(500))
    {last}
'''


def write_tomorrow(folder: Path, last: str = "pass") -> Path:
    """A folder of migrations with one more than today; `last` is what its last line does."""
    migrations = folder / "migrations 100%"
    shutil.copytree(schema.MIGRATIONS, migrations)
    numbers = {"newest": header.SCHEMA, "next": header.SCHEMA + 1, "last": last}
    (migrations / "versions" / "next.py").write_text(NEXT.format(**numbers))
    return migrations


def main(path: str, migrations: str = "", way: str = "") -> None:
    """Open the file as the program would that has these migrations."""
    take(way)
    if migrations:
        schema.MIGRATIONS, tomorrow = Path(migrations), header.SCHEMA + 1
        schema.SCHEMA = header.SCHEMA = tomorrow
    open_file(Path(path)).close()


if __name__ == "__main__":
    main(*sys.argv[1:])
