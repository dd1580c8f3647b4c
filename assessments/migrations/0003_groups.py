"""The groups of those who edit frameworks and of those who also publish them."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITORS = "Rubric editors"
PUBLISHERS = "Rubric publishers"
ALL = ("view", "add", "change", "delete")
EDITED = {
    "framework": ("view", "change"),
    "frameworkversion": ALL,
    "domain": ALL,
    "rubric": ALL,
    "level": ALL,
    "question": ALL,
    "anchor": ALL,
    "warningsign": ALL,
    "businessgoal": ALL,
    "goalrelevance": ALL,
    "kpi": ALL,
}


def _editing(apps, alias):
    """The permissions of an editor; those of a new database come into being after all migrations else."""
    for label in ("assessments", "auditlog"):
        app = apps.get_app_config(label)
        # A migration's apps have no module of models, without which Django would make no permission.
        module, app.models_module = getattr(app, "models_module", None), True
        create_permissions(app, apps=apps, using=alias, verbosity=0)
        app.models_module = module
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    names = [f"{action}_{model}" for model, actions in EDITED.items() for action in actions]
    edited = permissions.filter(content_type__app_label="assessments", codename__in=names)
    history = permissions.filter(content_type__app_label="auditlog", codename="view_logentry")
    return [*edited, *history]


def make_groups(apps, schema_editor):
    alias = schema_editor.connection.alias
    editing = _editing(apps, alias)
    publishing = (
        apps.get_model("auth", "Permission")
        .objects.using(alias)
        .get(content_type__app_label="assessments", codename="publish_frameworkversion")
    )
    groups = apps.get_model("auth", "Group").objects.using(alias)
    groups.get_or_create(name=EDITORS)[0].permissions.add(*editing)
    groups.get_or_create(name=PUBLISHERS)[0].permissions.add(*editing, publishing)


def remove_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=[EDITORS, PUBLISHERS]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0002_editors_and_rounds"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auditlog", "0017_add_actor_email"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
