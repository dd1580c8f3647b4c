"""The table of the database cache, where rate limits keep their counters; so that migrating is all it takes."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def create_cache_table(_apps: Any, schema_editor: Any) -> None:
    # Does nothing where the table exists, or where the cache is not kept in the database.
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(create_cache_table, migrations.RunPython.noop)]
