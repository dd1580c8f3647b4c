from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_people_and_audit")]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="sent_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="sent"),
        ),
    ]
