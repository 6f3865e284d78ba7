# run in /app inside the namespace: an Alembic project and its failures
set -u
rm -rf mig alembic.ini; alembic init -t generic mig >/dev/null
sed -i 's|^sqlalchemy.url.*|sqlalchemy.url = postgresql+psycopg2://app:app-secret@db:5432/shop|' alembic.ini
rev() { # id down body
cat >mig/versions/$1_$4.py <<X
"""$4"""
from alembic import op
import sqlalchemy as sa

revision = "$1"
down_revision = $2
branch_labels = None
depends_on = None


def upgrade():
    $3


def downgrade():
    pass
X
}
rev 8d1f0c2ab731 None 'op.create_table("regions", sa.Column("id", sa.Integer, primary_key=True))' regions
rev c40e9b7715da '"8d1f0c2ab731"' 'op.create_table("users", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))' users
