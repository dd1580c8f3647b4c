"""Kept reports name the consultancy whose letterhead they have."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_kept_reports")]

    operations = [
        migrations.AddField(
            model_name="keptreport",
            name="letterhead",
            field=models.CharField(blank=True, default="", max_length=150, verbose_name="consultancy"),
            preserve_default=False,
        ),
    ]
