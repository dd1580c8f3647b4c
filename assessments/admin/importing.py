"""Import of a framework file: upload, preview of what it will change, and the import of just that."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.actions.framework import Outcome, Plan, load_framework, plan_load
from assessments.admin.compare import PartRow, rows_of
from assessments.admin.labels import LANGUAGES
from assessments.completeness import completeness
from assessments.framework_files import FrameworkFileError, FrameworkTree, digest, loads, write
from assessments.framework_files.database import to_tree
from assessments.models import Framework, FrameworkVersion

SALT = "assessments.import"
VALID_FOR = 3600  # seconds between preview and import
MOST_SIGNED = 2_000_000  # characters; what Django accepts of a form without files
MOST_FAULTS = 200
NEEDS = "assessments.add_frameworkversion"


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Framework file"),
        help_text=gettext_lazy("A YAML file of at most 2 MB, as the export writes it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml"}),
    )


@dataclass(frozen=True)
class Preview:
    """What an import will do: the sentence, the parts that differ from ``base``, and the signed content."""

    sentence: str
    base: FrameworkVersion | None
    rows: list[PartRow]
    gaps: list[str]
    token: str

    @property
    def is_change(self) -> bool:
        return bool(self.token)


def preview_of(tree: FrameworkTree, user_id: Any) -> Preview:
    """What importing a file would do now. Raises FrameworkFileError when it is too large for the way back."""
    plan = plan_load(tree=tree)
    base = _base(tree, plan)
    token = ""
    if plan.outcome != Outcome.UNCHANGED:
        content = {"file": write(tree), "state": _state(tree, plan), "user": str(user_id)}
        token = signing.dumps(content, salt=SALT, compress=True)
        if len(token) > MOST_SIGNED:
            raise FrameworkFileError([_("is too large to be imported here; use the command load_framework")])
    return Preview(
        sentence=_sentence(tree, plan),
        base=base,
        rows=rows_of(to_tree(base), tree) if base else [],
        gaps=_gaps(tree),
        token=token,
    )


def _base(tree: FrameworkTree, plan: Plan) -> FrameworkVersion | None:
    """The version that the preview compares with: the one in whose place the file comes, else the newest."""
    versions = FrameworkVersion.objects.filter(framework__slug=tree.slug).select_related("framework")
    return plan.version or plan.replaced or plan.spared or versions.order_by("-number").first()


def _state(tree: FrameworkTree, plan: Plan) -> str:
    """Tells apart what an import would do, and to which content."""
    base = _base(tree, plan)
    return f"{plan.outcome}:{plan.number}:{digest(to_tree(base)) if base else ''}"


def _sentence(tree: FrameworkTree, plan: Plan) -> str:
    what = {"number": plan.number, "slug": tree.slug}
    if plan.version is not None:
        return _("Version %(number)d already says what this file says. There is nothing to import.") % what
    if plan.replaced is not None:
        return _("The file replaces draft %(number)d, which was imported and not edited since.") % what
    if plan.spared is not None:
        what["spared"] = plan.spared.number
        return (
            _("The file becomes draft %(number)d. Draft %(spared)d, which was edited, stays as it is.") % what
        )
    if plan.number == 1:
        return _("The file becomes draft 1 of a new framework, “%(slug)s”.") % what
    return _("The file becomes draft %(number)d. Published versions stay as they are.") % what


def _gaps(tree: FrameworkTree) -> list[str]:
    found = completeness(tree)
    return [
        ngettext(
            "%(language)s: %(missing)d of %(texts)d texts is missing and will be shown in English.",
            "%(language)s: %(missing)d of %(texts)d texts are missing and will be shown in English.",
            len(missing),
        )
        % {"language": LANGUAGES[code], "missing": len(missing), "texts": found.texts}
        for code, missing in found.missing.items()
        if missing
    ]


class ImportAdmin:
    """Mix-in for the admin of frameworks."""

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.import_view)  # type: ignore[attr-defined]
        return [path("import/", page, name="assessments_framework_import"), *super().get_urls()]  # type: ignore[misc]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Takes a file, shows what it would change, and imports exactly that once it is confirmed."""
        if not request.user.has_perm(NEEDS):
            raise Http404
        if request.method == "POST" and "token" in request.POST:
            return self._import(request)
        form = FileForm(request.POST or None, request.FILES or None)
        faults: list[str] = []
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                preview = preview_of(loads(file.read()).tree, request.user.pk)
            except FrameworkFileError as error:
                faults = [f"{file.name}: {fault}" for fault in error.faults]
            else:
                return self._page(request, {"preview": preview, "title": _("What the import will change")})
        more = max(len(faults) - MOST_FAULTS, 0)
        context = {"form": form, "faults": faults[:MOST_FAULTS], "more": more}
        return self._page(request, context | {"title": _("Import a framework file")})

    def _page(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        site = self.admin_site.each_context(request)  # type: ignore[attr-defined]
        return TemplateResponse(
            request, "admin/assessments/framework/import.html", {**site, "opts": Framework._meta, **context}
        )

    def _import(self, request: HttpRequest) -> HttpResponse:
        try:
            content = signing.loads(request.POST["token"], salt=SALT, max_age=VALID_FOR)
        except signing.BadSignature:
            content = {}
        if content.get("user") != str(request.user.pk):
            messages.error(request, _("The preview is no longer valid. Choose the file again."))
            return redirect("admin:assessments_framework_import")
        tree = loads(content["file"].encode()).tree
        version = _load_as_seen(tree, content["state"])
        if version is None:
            messages.warning(
                request, _("The framework changed meanwhile. This is what the import would do now.")
            )
            preview = preview_of(tree, request.user.pk)
            return self._page(request, {"preview": preview, "title": _("What the import will change")})
        messages.success(request, _("%(version)s was imported as a draft.") % {"version": version})
        return redirect("admin:assessments_frameworkversion_change", version.pk)


@transaction.atomic
def _load_as_seen(tree: FrameworkTree, state: str) -> FrameworkVersion | None:
    """The imported draft; None, and nothing changed, where the import would do something else by now."""
    plan = plan_load(tree=tree, lock=True)
    if _state(tree, plan) != state:
        return None
    loaded = load_framework(tree=tree)
    if (loaded.outcome, loaded.version.number) != (plan.outcome, plan.number):
        # A framework that did not exist could not be locked, and somebody else has made it.
        transaction.set_rollback(True)
        return None
    return loaded.version
