"""Accounts, the board, its posts and their attachments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0001"
down_revision = None

moment = sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql")
options = {"mysql_charset": "utf8mb4", "mysql_engine": "InnoDB"}


def upgrade():
    op.create_table(
        "account",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("username", sa.String(80), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("is_admin", sa.Boolean, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("username", name="uq_account_username"),
        **options,
    )
    board = op.create_table(
        "board",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("last_number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_board"),
        **options,
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("reply_to_id", sa.Integer),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("price", sa.Numeric(10, 2)),
        sa.Column("starts_at", moment),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
        sa.UniqueConstraint("number", name="uq_post_number"),
        sa.ForeignKeyConstraint(
            ["reply_to_id"], ["post.id"], name="fk_post_reply_to_id"
        ),
        **options,
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("post_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name="fk_attachment_post_id"),
        **options,
    )
    op.create_index("ix_attachment_post_id", "attachment", ["post_id"])
    op.bulk_insert(board, [{"name": "Events", "is_open": True, "last_number": 0}])


def downgrade():
    for table in ("attachment", "post", "board", "account"):
        op.drop_table(table)
