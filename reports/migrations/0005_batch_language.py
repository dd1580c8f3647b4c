from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_hand_over_mails")]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="language",
            field=models.CharField(
                choices=[("en", "English"), ("tr", "Türkçe"), ("nl", "Nederlands")],
                default="en",
                max_length=10,
                verbose_name="language",
            ),
        ),
    ]
