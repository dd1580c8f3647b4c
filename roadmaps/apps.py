from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import Membership, User
    from assessments.demo_parts import Given
    from assessments.models import Assessment


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    verbose_name = _("Roadmaps")

    def ready(self) -> None:
        from accounts import own_data as everything
        from assessments import demo_parts, reopening
        from assessments.rounds import leaving
        from roadmaps import own_data

        post_delete.connect(end_feeds, "accounts.Membership", dispatch_uid="roadmaps.end_feeds")
        demo_parts.register("roadmap", fill_demo)
        everything.register("roadmaps", own_data.of_roadmaps)
        leaving.register(still_running)
        reopening.register(
            "roadmap",
            holds=has_roadmap,
            words=_(
                "A roadmap was made of it, so it stays as it was submitted. While nothing has started, the "
                "roadmap can be discarded."
            ),
        )


def has_roadmap(assessment: "Assessment") -> bool:
    """Whether initiatives were made of the assessment's result."""
    from roadmaps.models import Initiative

    return Initiative.objects.filter(assessment=assessment).exists()


def end_feeds(*, instance: "Membership", **_signal: Any) -> None:
    """Receives the end of a membership: who comes back later makes new calendar addresses."""
    from roadmaps.actions.feeds import end_feeds_of

    end_feeds_of(user=instance.user_id, organisation=instance.organisation_id)


def still_running(assessment: "Assessment") -> str:
    """What the next round leaves running on the assessment's roadmap."""
    from roadmaps.pages import rounds

    return rounds.still_running(assessment)


def fill_demo(assessment: "Assessment", given: "Given", owner: "User") -> None:
    """Gives an assessment of the demo its roadmap; what that needs is read when it is wanted."""
    from roadmaps.demo import fill

    fill(assessment, given, owner)
