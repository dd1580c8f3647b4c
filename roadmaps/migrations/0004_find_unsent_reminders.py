from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0005_respondents_and_workshop"),
        ("roadmaps", "0003_initiative_needs_a_place"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="reviewreminder",
            index=models.Index(
                condition=models.Q(("sent_at", None)), fields=["due_on"], name="review_reminder_unsent"
            ),
        ),
    ]
