/** By Django: its models read one database and write the other. */
export const byDjango = `def copied(uri, replaced):
    sys.path.insert(0, os.getcwd())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.conf import settings

    settings.DATABASES["old"] = {"ENGINE": "django.db.backends.sqlite3", "NAME": uri}
    import django

    django.setup()
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connections, transaction
    from django.db.migrations.recorder import MigrationRecorder

    old, new = connections["old"], connections["default"]
    if new.vendor == "sqlite":
        sys.exit("copy-database: the default database is SQLite itself")
    applied = [set(MigrationRecorder(each).applied_migrations()) for each in (old, new)]
    if applied[0] != applied[1]:
        names = ", ".join(sorted(".".join(each) for each in applied[0] ^ applied[1]))
        sys.exit(f"copy-database: the two databases are not at the same migrations, which differ in {names}")
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]
    tell_left(old, {model._meta.db_table for model in models})
    # what migrate itself writes, with numbers of its own
    replaced |= {"django_content_type", "auth_permission", "django_site"}
    counts = {}
    with transaction.atomic(using="default"):
        refuse_used({
            model._meta.db_table: count
            for model in models
            if model._meta.db_table not in replaced and (count := rows_of(model, "default").count())
        })
        with new.constraint_checks_disabled():
            for model in reversed(models):
                if model._meta.db_table in replaced:
                    rows_of(model, "default")._raw_delete("default")
            for model in models:
                counts[model._meta.db_table] = copy_model(model)
        new.check_constraints()
        with new.cursor() as cursor:
            for statement in new.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
    return counts


def rows_of(model, database):
    """All of them, whatever a manager of the model's own would leave out."""
    from django.db.models.query import QuerySet

    return QuerySet(model, using=database)


def tell_left(old, tables):
    """Tables that no model has, such as those of an application that was removed, stay where they are."""
    for name in sorted(set(old.introspection.table_names()) - tables - {"django_migrations"}):
        with old.cursor() as cursor:
            cursor.execute(f"select count(*) from {old.ops.quote_name(name)}")
            count = cursor.fetchone()[0]
        if count:
            print(f"copy-database: no model has {name}, of which {count} rows are left behind", file=sys.stderr)


def copy_model(model):
    rows = rows_of(model, "old")
    fields = [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]
    batch = []
    for row in rows.order_by("pk").iterator(chunk_size=BATCH):
        batch.append(row)
        if len(batch) == BATCH:
            insert(model, batch, fields)
            batch = []
    if batch:
        insert(model, batch, fields)
    return same(model._meta.db_table, rows.count(), rows_of(model, "default").count())


def insert(model, batch, fields):
    """As they are: without signals, and without fields that set themselves, such as auto_now."""
    rows_of(model, "default")._insert(batch, fields=fields, using="default", raw=True)
`;
