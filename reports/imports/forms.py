"""Which file to import, and into which organisation."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from assessments.answer_files import MAX_IMPORT_BYTES
from assessments.forms.set_up import OrganisationField, organisations_run_by
from reports.imports.faults import RefusedError
from reports.imports.judging import judge
from reports.imports.plan import Plan
from reports.imports.reading import read


class ImportForm(forms.Form):
    """``plan`` is what is to be made of the file; ``refused`` says what is wrong with it, or is None."""

    organisation = OrganisationField(
        label=_("Organisation"),
        help_text=_("Whoever leads or advises it can then open the assessment; its members read the report."),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose the organisation that the assessment is about.")},
    )
    file = forms.FileField(
        label=_("Report as data"),
        help_text=_("The JSON file of a report, made here or on another site; at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
        allow_empty_file=True,
        error_messages={
            "required": _("Choose the JSON file of a report."),
            "invalid": _("Choose the JSON file of a report."),
        },
    )
    plan: Plan
    refused: RefusedError | None = None

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        organisations = organisations_run_by(user)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        field.queryset = organisations
        few = list(organisations[:2])
        if len(few) == 1:
            field.initial = few[0]

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if "organisation" not in self.cleaned_data:
            return upload  # whoever runs none has nothing judged
        try:
            self.plan = judge(read(upload.read(MAX_IMPORT_BYTES + 1)))
        except RefusedError as refused:
            self.refused = refused
            raise ValidationError(
                _("The file cannot be imported. What is wrong with it stands below."), code="refused"
            ) from None
        return upload
