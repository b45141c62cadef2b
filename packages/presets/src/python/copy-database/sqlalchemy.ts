/** By SQLAlchemy: the new database's tables say of which type a column is. */
export const bySqlalchemy = `def copied(uri, replaced):
    import sqlalchemy as sa

    target = sa.create_engine(os.environ["DATABASE_URL"])
    if target.dialect.name == "sqlite":
        sys.exit("copy-database: DATABASE_URL is a SQLite database itself")
    source = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(uri, uri=True))
    tables = reflected(source, target)
    counts, differing = {}, Counter()
    with source.connect() as old, target.begin() as new:
        refuse_used({
            table.name: count
            for table in tables
            if table.name not in replaced and (count := new.scalar(sa.select(sa.func.count()).select_from(table)))
        })
        with unordered(new, tables):
            for table in reversed(tables):
                if table.name in replaced:
                    new.execute(table.delete())
            for table in tables:
                copy = old_table(table)
                names = [column.name for column in copy.columns]
                result = old.execution_options(yield_per=BATCH).execute(sa.select(copy))
                for partition in result.partitions():
                    rows = [row_for(table, dict(zip(names, row))) for row in partition]
                    new.execute(table.insert(), rows)
                    differing.update(changed(new, table, rows))
                found, written = (
                    each.scalar(sa.select(sa.func.count()).select_from(which)) for each, which in ((old, copy), (new, table))
                )
                counts[table.name] = same(table.name, found, written)
            for table in tables:
                reset_sequences(new, table)
    for name, count in differing.items():
        print(f"copy-database: {name}: {count} values are not the same, since this type holds less", file=sys.stderr)
    return counts


def changed(connection, table, rows):
    """The columns whose values come back in another form, such as a number with fewer digits."""
    import sqlalchemy as sa

    key, *more = table.primary_key.columns or [None]
    if key is None or more:
        return []
    query = sa.select(table).where(key.in_([row[key.name] for row in rows]))
    found = {row[key.name]: row for row in connection.execute(query).mappings()}
    return [
        f"{table.name}.{name} ({table.columns[name].type})"
        for row in rows
        if row[key.name] in found
        for name, value in row.items()
        if not isinstance(table.columns[name].type, sa.JSON) and plain(found[row[key.name]][name]) != plain(value)
    ]


def plain(value):
    """A time with a zone as one of UTC without."""
    zone = getattr(value, "tzinfo", None)
    return value.astimezone(timezone.utc).replace(tzinfo=None) if zone and hasattr(value, "astimezone") else value


def reflected(source, target):
    """The tables of the new database, without those that only say which migrations ran."""
    import sqlalchemy as sa

    metadata = sa.MetaData()
    metadata.reflect(target)
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, sa.Float):
                column.type.asdecimal = False  # else ten digits would be left of it
    old = sa.inspect(source)
    if not metadata.tables:
        sys.exit("copy-database: the new database has no tables: migrate it first")
    with source.connect() as one, target.connect() as other:
        if "alembic_version" in metadata.tables and old.has_table("alembic_version"):
            query = sa.text("select version_num from alembic_version order by 1")
            versions = [each.execute(query).scalars().all() for each in (one, other)]
            if versions[0] != versions[1]:
                sys.exit(f"copy-database: the file is at migration {versions[0]}, the new database at {versions[1]}: "
                         "migrate the file first, or start from an older version of the application")
        missing = [
            name
            for name in old.get_table_names()
            if name not in metadata.tables and name != "alembic_version"
            and one.execute(sa.text(f"select 1 from {source.dialect.identifier_preparer.quote(name)} limit 1")).first()
        ]
    if missing:
        sys.exit(f"copy-database: the new database has no table {', '.join(missing)}")
    tables = [table for table in metadata.sorted_tables if table.name != "alembic_version" and old.has_table(table.name)]
    for table in tables:
        names = {column["name"] for column in old.get_columns(table.name)}
        unknown = names - set(table.columns.keys())
        if unknown:
            sys.exit(f"copy-database: {table.name} has no column {', '.join(sorted(unknown))} in the new database")
    return tables


def old_table(table):
    """The same table as SQLite has it: its values come out as what the new one's types take."""
    import sqlalchemy as sa

    columns = [
        sa.Column(column.name, generic(column.type)) for column in table.columns if column.computed is None
    ]
    return sa.Table(table.name, sa.MetaData(), *columns)


def generic(kind):
    import sqlalchemy as sa

    try:
        found = kind.as_generic(allow_nulltype=True)
    except NotImplementedError:
        return sa.types.NullType()
    # an enumeration is checked by the new database; of JSON, null is another thing than no value
    return sa.String() if isinstance(found, (sa.Enum, sa.JSON)) else found


def row_for(table, row):
    import sqlalchemy as sa

    for name, value in row.items():
        if isinstance(table.columns[name].type, sa.JSON):
            parsed = sa.null() if value is None else json.loads(value)
            row[name] = sa.JSON.NULL if parsed is None else parsed
    return row


class unordered:
    """Rows may name others that come later; that all of them came is looked at in the end."""

    def __init__(self, connection, tables):
        self.connection, self.tables = connection, tables
        self.quote = connection.dialect.identifier_preparer.quote
        self.postgresql = connection.dialect.name == "postgresql"

    def execute(self, text):
        import sqlalchemy as sa

        return self.connection.execute(sa.text(text))

    def alter(self, how):
        for table in self.tables:
            for key in table.foreign_key_constraints:
                if key.name and not key.deferrable:
                    self.execute(f"alter table {self.quote(table.name)} alter constraint {self.quote(key.name)} {how}")

    def __enter__(self):
        if self.postgresql:
            self.execute("set local time zone 'UTC'")
            self.alter("deferrable initially deferred")
        else:
            self.execute("set session foreign_key_checks = 0, time_zone = '+00:00', "
                         "sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')")

    def __exit__(self, kind, *_):
        if kind is not None:
            return
        if self.postgresql:
            self.execute("set constraints all immediate")
            self.alter("not deferrable")
            return
        for table in self.tables:
            for key in table.foreign_key_constraints:
                self.orphans(table, key)

    def orphans(self, table, key):
        parent = key.referred_table.alias("parent")
        pairs = [(column, parent.c[element.column.name]) for column, element in zip(key.columns, key.elements)]
        import sqlalchemy as sa

        query = (
            sa.select(sa.func.count())
            .select_from(table.outerjoin(parent, sa.and_(*(column == other for column, other in pairs))))
            .where(pairs[0][1].is_(None), *(column.is_not(None) for column, _ in pairs))
        )
        count = self.connection.scalar(query)
        if count:
            sys.exit(f"copy-database: nothing was copied: {count} rows of {table.name} name rows of {parent.element.name} that are not there")


def reset_sequences(connection, table):
    """The next row gets a number that none has. MariaDB and MySQL see to it themselves."""
    import sqlalchemy as sa

    if connection.dialect.name != "postgresql":
        return
    quote = connection.dialect.identifier_preparer.quote
    for column in table.columns:
        sequence = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(quote(table.name), column.name)))
        if sequence is not None:
            highest = sa.select(sa.func.coalesce(sa.func.max(column), 0) + 1).scalar_subquery()
            connection.execute(sa.select(sa.func.setval(sequence, highest, False)))
`;
