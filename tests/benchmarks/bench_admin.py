"""Admin pages of a version with 60 questions against Django's own list of as many users."""

from django.urls import reverse

from tests.benchmarks import harness

QUESTIONS, DOMAINS = 60, 6


def run() -> list[harness.Row]:
    """Ratio of each page to the list of users in the same admin."""
    from accounts.models import User
    from tests.factories import PASSWORD, make_version

    version = make_version(domains=DOMAINS, questions=QUESTIONS // DOMAINS, levels=(4, 5), publish=False)
    User.objects.bulk_create(User(email=f"bench{number}@example.com") for number in range(QUESTIONS))
    browser = harness.Browser(User.objects.create_superuser("bench-editor@example.com", PASSWORD))
    users = reverse("admin:accounts_user_changelist")
    question = version.domains.first().questions.first()
    pages = {
        "list of 60 questions": reverse("admin:assessments_question_changelist")
        + f"?domain__version__id__exact={version.pk}",
        "version": reverse("admin:assessments_frameworkversion_change", args=[version.pk]),
        "question with 9 anchors": reverse("admin:assessments_question_change", args=[question.pk]),
        "goals × domains": reverse("admin:assessments_businessgoal_relevance", args=[version.pk]),
    }
    return [_row(browser, name, path, users) for name, path in pages.items()]


def _row(browser: harness.Browser, name: str, path: str, users: str) -> harness.Row:
    ratio, ours = harness.ratio(lambda: browser.get(path), lambda: browser.get(users), rounds=5, runs=8)
    return (f"admin, {name} / list of 60 users ({ours:.1f} ms)", ratio, "target ≤ 10")
