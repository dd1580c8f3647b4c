"""Which rounds belong together: each assessment's last round, that one's last round, and so on both ways."""

from uuid import UUID

from django.db import connection

from assessments.access import RELATED, Visitor
from assessments.models import Assessment

# Back to the first round, then forward to all that grew out of any of them. UNION, so that no ring of links
# goes on for ever.
CHAIN = """
WITH RECURSIVE former(id, previous_id) AS (
  SELECT id, previous_id FROM assessments_assessment WHERE id = %s
  UNION
  SELECT a.id, a.previous_id FROM assessments_assessment a JOIN former f ON a.id = f.previous_id
), chain(id) AS (
  SELECT id FROM former
  UNION
  SELECT a.id FROM assessments_assessment a JOIN chain c ON a.previous_id = c.id
)
SELECT id FROM chain
"""


def chain_of(assessment: UUID) -> list[UUID]:
    """The ids of all rounds, this one's among them, whoever may read them. One query."""
    key = Assessment._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(CHAIN, [key.get_db_prep_value(assessment, connection)])
        return [key.to_python(row[0]) for row in cursor.fetchall()]


def rounds_of(visitor: Visitor, assessment: Assessment) -> list[Assessment]:
    """The submitted rounds that this visitor may read, the oldest first. Two queries for any number."""
    rows = Assessment.objects.reported_to(visitor).filter(pk__in=chain_of(assessment.pk))
    return list(rows.select_related(*RELATED).order_by("submitted_at", "pk"))
