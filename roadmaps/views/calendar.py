"""The calendar feed: its page, and what a calendar program gets."""

from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from accounts.mail import base_url_of
from accounts.models import User
from accounts.secret_links import has_token, token_of
from accounts.time_zones import zone_of
from assessments.access import Visitor, visitor_of
from assessments.models import Assessment
from assessments.views.common import READ_OR_POST, not_stored
from roadmaps import access
from roadmaps.actions import feeds
from roadmaps.feed import About, calendar_of
from roadmaps.models import CalendarFeed, Goal, Initiative
from roadmaps.plan import plan_of

SALT = "roadmaps.calendar"


def feed_path(feed: CalendarFeed) -> str:
    """The secret address, without the site's."""
    return reverse("calendar-feed", args=[feed.pk, token_of(SALT, feed.pk, feed.key)])


@READ_OR_POST
@not_stored
def page(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Shows the visitor's own address; its buttons make, replace and revoke it."""
    assessment = access.read(request, assessment_id)
    holder = _holder(request, assessment)
    if request.method == "POST":
        _change(request, assessment, holder)
        return redirect("roadmap-calendar", assessment.pk)
    feed = feeds.feed_of(assessment, holder)
    context = {
        "assessment": assessment,
        "feed": feed,
        "feed_url": request.build_absolute_uri(feed_path(feed)) if feed else "",
        "zone": zone_of(assessment.organisation).key,
    }
    return render(request, "roadmaps/calendar.html", context)


def _holder(request: HttpRequest, assessment: Assessment) -> User | None:
    """Whose address it is; None where the browser's session, and no account, opens the assessment."""
    return None if assessment.is_anonymous else visitor_of(request).user


def _change(request: HttpRequest, assessment: Assessment, holder: User | None) -> None:
    """What the pressed button says; the address that it was about comes with it, so that twice is once."""
    language = get_language() or settings.LANGUAGE_CODE
    action, sent = request.POST.get("action", ""), _uuid(request.POST.get("feed", ""))
    if action == "make":
        feeds.make_feed(assessment=assessment, user=holder, language=language)
        messages.success(request, gettext("The calendar address was made. Copy it into your calendar."))
    elif action == "replace" and sent is not None:
        feeds.replace_feed(assessment=assessment, user=holder, feed_id=sent, language=language)
        messages.success(request, gettext("The calendar has a new address; the earlier one no longer works."))
    elif action == "revoke" and sent is not None:
        feeds.revoke_feed(assessment=assessment, user=holder, feed_id=sent)
        messages.success(request, gettext("The calendar address no longer works."))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
def feed(request: HttpRequest, feed_id: UUID, token: str) -> HttpResponseBase:
    """The calendar, for whoever has its address; needs no cookie.

    It works as long as it is not revoked and whoever made it may read the roadmap.
    """
    found = _opened_by(feed_id, token)
    if found is None:
        raise Http404
    content = calendar_of(plan_of(found.assessment), _about(request, found))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="roadmap.ics"'
    response["Content-Language"] = found.language
    response["X-Robots-Tag"] = "noindex"
    response["ETag"] = etag = f'"{sha256(content).hexdigest()}"'
    # Asked anew each time, so that a revoked address is worthless at once.
    patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=response) or response


def _opened_by(feed_id: UUID, token: str) -> CalendarFeed | None:
    """The feed that the token belongs to, if it still works; takes as long when there is none."""
    rows = CalendarFeed.objects.select_related("assessment__organisation", "user")
    found = rows.filter(pk=feed_id, revoked_at=None).first()
    matches = has_token(SALT, feed_id, found.key if found else "", token)
    return found if found is not None and matches and _may_read(found) else None


def _may_read(feed: CalendarFeed) -> bool:
    if feed.user is not None and not feed.user.is_active:
        return False
    opened = frozenset() if feed.user else frozenset({feed.assessment_id})
    visitor = Visitor(user=feed.user, opened=opened)
    return Assessment.objects.reported_to(visitor).filter(pk=feed.assessment_id).exists()


def _about(request: HttpRequest, feed: CalendarFeed) -> About:
    assessment, site = feed.assessment, base_url_of(request)
    rows = Initiative.objects.filter(assessment=assessment).values_list("pk", "version")
    versions = {str(pk): version for pk, version in rows}
    pages = {pk: site + reverse("initiative", args=[assessment.pk, pk]) for pk in versions}
    goal = Goal.objects.filter(pk=assessment.pk).values_list("version", flat=True).first()
    return About(
        key=str(assessment.pk),
        team=assessment.team,
        zone=zone_of(assessment.organisation),
        hour=settings.REMINDER_HOUR,
        language=feed.language,
        address=site + reverse("roadmap", args=[assessment.pk]),
        pages=pages,
        versions=versions | {str(assessment.pk): goal or 1},
    )
