"""Starting an assessment, with or without an account, and changing its set-up."""

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.languages import asked_for, switches_language
from accounts.models import Organisation, User
from assessments.access import Visitor, fetch, remember, visitor_of
from assessments.actions import SealedError, change_set_up, open_assessment
from assessments.actions.lifecycle import has_rated_answers
from assessments.forms.set_up import SetUpForm, organisations_run_by
from assessments.held import ways_back
from assessments.limits import take_turn
from assessments.models import Assessment, FrameworkVersion, Question, Respondent
from assessments.published import DEFAULT_FRAMEWORK
from assessments.views.common import not_stored, sealed_response

Versions = list[FrameworkVersion]


@require_http_methods(["GET", "HEAD", "POST"])
@not_stored
@switches_language
def start(request: HttpRequest) -> HttpResponse:
    """Open to everyone: without an account the assessment belongs to the browser."""
    versions = list(FrameworkVersion.objects.newest_published())
    version = _posted(request) if request.method == "POST" else _chosen(request, versions)
    if version is None:
        return _without_version(request, versions)
    visitor = visitor_of(request)
    form = SetUpForm(
        _sent(request),
        version=version,
        user=visitor.user,
        initial={"organisation": _proposed(request, visitor.user)},
    )
    if asked_for(request):
        form.show(request.POST)
    if form.is_valid():
        return _start(request, form, version, versions)
    return _page(request, form, version, versions=versions, ways_back=ways_back(visitor))


def _proposed(request: HttpRequest, user: User | None) -> Organisation | None:
    """The organisation that the link names, else the only one that the visitor runs."""
    running = organisations_run_by(user)
    try:
        named = running.filter(pk=UUID(request.GET.get("organisation", ""))).first()
    except ValueError:
        named = None
    few = list(running[:2]) if named is None else [named]
    return few[0] if len(few) == 1 else None


def _sent(request: HttpRequest) -> QueryDict | None:
    """What is to be judged and stored: nothing yet when the page is asked for, also in another language."""
    return request.POST if request.method == "POST" and not asked_for(request) else None


def _start(
    request: HttpRequest, form: SetUpForm, version: FrameworkVersion, versions: Versions
) -> HttpResponse:
    visitor, key = visitor_of(request), _key(_token(request))
    earlier = Assessment.objects.filter(pk=key).first()
    if earlier is not None:
        return _lead_to(request, earlier)
    if not take_turn(request, action="start", times=settings.STARTS_PER_HOUR):
        return _too_many(request, form, version, versions)
    try:
        assessment = _open(form, version, visitor, key)
    except IntegrityError:  # sent twice at the same time
        return _lead_to(request, Assessment.objects.get(pk=key))
    if visitor.user is None:
        remember(request, assessment)
    return redirect("hub", assessment.pk)


def _token(request: HttpRequest) -> UUID:
    """Names one filling-in of the start page; sent again, also after Back, it starts nothing twice."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()


def _key(token: UUID) -> UUID:
    """The id of the assessment that the token starts, so that the database refuses a second one.

    Derived with the site's secret: no visitor can choose it.
    """
    digest = salted_hmac("assessments.start", str(token), algorithm="sha256").digest()
    return UUID(bytes=digest[:16], version=4)


def _lead_to(request: HttpRequest, earlier: Assessment) -> HttpResponse:
    """To what was started with this token before; who else holds it is for the hub to judge."""
    if earlier.is_anonymous:
        remember(request, earlier)
    messages.info(
        request,
        gettext("You had started this assessment already. Use “Change the set-up” to change what you chose."),
    )
    return redirect("hub", earlier.pk)


def _too_many(
    request: HttpRequest, form: SetUpForm, version: FrameworkVersion, versions: Versions
) -> HttpResponse:
    """The page as it was filled in, to be sent again later."""
    form.add_error(
        None,
        gettext(
            "Many assessments were started from your network in the last hour. "
            "Leave this page open and send it again later; what you typed stands below."
        ),
    )
    response = _page(request, form, version, versions=versions)
    response.status_code = 429
    return response


def _chosen(request: HttpRequest, versions: Versions) -> FrameworkVersion | None:
    wanted = request.GET.get("framework", DEFAULT_FRAMEWORK)
    named = [version for version in versions if version.framework.slug == wanted]
    return next(iter(named or versions), None)


def _posted(request: HttpRequest) -> FrameworkVersion | None:
    """The version that the form was made for, as long as it is published."""
    try:
        wanted = UUID(request.POST.get("version", ""))
    except ValueError:
        return None
    published = FrameworkVersion.objects.filter(status=FrameworkVersion.Status.PUBLISHED)
    return published.select_related("framework").filter(pk=wanted).first()


def _without_version(request: HttpRequest, versions: Versions) -> HttpResponse:
    if versions and request.method == "POST":
        messages.warning(
            request, gettext("The questions were replaced by a newer version. Please fill this in again.")
        )
        return redirect("start")
    return render(request, "assessments/start.html", {"versions": versions})


def _open(form: SetUpForm, version: FrameworkVersion, visitor: Visitor, key: UUID) -> Assessment:
    data = form.cleaned_data
    return open_assessment(
        version=version,
        rubric=data["rubric"],
        team=data["team"],
        goal=data["goal"],
        warning_signs=data["warning_signs"],
        owner=visitor.user,
        organisation=data.get("organisation"),
        name=data["name"],
        function=data["function"],
        pk=key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@not_stored
@switches_language
def set_up(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Changes what was chosen at the start; the levels only as long as no answer depends on them."""
    assessment = fetch(request, assessment_id, "run_by")
    if assessment.is_sealed:
        return sealed_response(request, assessment)
    visitor = visitor_of(request)
    opener = assessment.respondents.filter(is_opener=True).first()
    form = SetUpForm(
        _sent(request),
        version=assessment.version,
        user=visitor.user,
        assessment=assessment,
        rubric_stands=has_rated_answers(assessment),
        asks_who=opener is not None,
        initial=_initial(assessment, opener),
    )
    if asked_for(request):
        form.show(request.POST)
    if form.is_valid():
        return _change(request, assessment, opener, form)
    return _page(request, form, assessment.version, assessment=assessment)


def _initial(assessment: Assessment, opener: Respondent | None) -> dict[str, object]:
    return {
        "team": assessment.team,
        "rubric": assessment.rubric,
        "goal": assessment.goal,
        "warning_signs": assessment.warning_signs.all(),
        "name": opener.name if opener else "",
        "function": opener.function if opener else "",
    }


def _change(
    request: HttpRequest, assessment: Assessment, opener: Respondent | None, form: SetUpForm
) -> HttpResponse:
    data = form.cleaned_data
    try:
        with transaction.atomic():
            change_set_up(
                assessment=assessment,
                team=data["team"],
                rubric=data["rubric"],
                goal=data["goal"],
                warning_signs=data["warning_signs"],
                actor=visitor_of(request).user,
            )
            if opener is not None:
                opener.name, opener.function = data["name"], data["function"]
                opener.save(update_fields=["name", "function"])
    except SealedError:
        return sealed_response(request, assessment)
    except ValueError:
        form.add_error("rubric", gettext("Answers were given with the other levels meanwhile."))
        return _page(request, form, assessment.version, assessment=assessment)
    messages.success(request, gettext("The set-up was changed."))
    return redirect("hub", assessment.pk)


def _page(
    request: HttpRequest, form: SetUpForm, version: FrameworkVersion, **context: object
) -> HttpResponse:
    summary = form.summary() if form.is_bound else []
    asked = Question.objects.filter(domain__version=version).count()
    context |= {
        "form": form,
        "summary": summary,
        "version": version,
        "asked": asked,
        "token": _token(request),
    }
    return render(request, "assessments/start.html", context, status=422 if summary else 200)
