"""Database triggers that keep published framework versions as they are, whatever the route.

Installed after every ``migrate``. The rows of a version and everything below it can be inserted, changed
and deleted only while the version is a draft; a published version can only be retired. A revision of an
answer is never changed, nor is what is kept of a reopening, nor a finding that was handed over, nor a report
that was built and kept, nor its files. An entry of the history or of an organisation's log is neither
changed nor deleted; it can only lose the account of its actor, or its organisation. No insert takes the place
of a row that is stored.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "published framework versions never change"
KEPT = "what was kept of earlier states never changes"
PREFIX = "keep_published"


@dataclass(frozen=True)
class Guarded:
    """A table, and the SQL that finds the version of ``{row}`` in it."""

    table: str
    version: str


_DOMAIN = "(SELECT version_id FROM assessments_domain WHERE id = {row}.%s)"
_RUBRIC = "(SELECT version_id FROM assessments_rubric WHERE id = {row}.rubric_id)"
_SIGN = "(SELECT version_id FROM assessments_warningsign WHERE id = {row}.warningsign_id)"
_GOAL = "(SELECT version_id FROM assessments_businessgoal WHERE id = {row}.goal_id)"
_ANCHOR = (
    "(SELECT d.version_id FROM assessments_question q JOIN assessments_domain d ON d.id = q.domain_id "
    "WHERE q.id = {row}.question_id)"
)
GUARDED = (
    Guarded("assessments_domain", "{row}.version_id"),
    Guarded("assessments_rubric", "{row}.version_id"),
    Guarded("assessments_warningsign", "{row}.version_id"),
    Guarded("assessments_businessgoal", "{row}.version_id"),
    Guarded("assessments_kpi", "{row}.version_id"),
    Guarded("assessments_level", _RUBRIC),
    Guarded("assessments_question", _DOMAIN % "domain_id"),
    Guarded("assessments_anchor", _ANCHOR),
    Guarded("assessments_warningsign_domains", _SIGN),
    Guarded("assessments_goalrelevance", _GOAL),
)
VERSIONS = "assessments_frameworkversion"
REVISIONS = "assessments_answerrevision"
HISTORY = "auditlog_logentry"
AUDIT = "accounts_auditevent"
REOPENINGS = "assessments_reopening"
FINDINGS = "reports_finding"
KEPT_REPORTS, KEPT_FILES = "reports_keptreport", "reports_keptfile"
Columns = tuple[str, ...]
# Tables whose rows never change, the columns that are kept, and the pointers that may be forgotten.
KEPT_ROWS: tuple[tuple[str, Columns, Columns], ...] = (
    (
        REVISIONS,
        ("id", "answer_id", "state", "level_id", "reason", "note", "link", "dated", "version", "saved_at"),
        ("saved_by_id",),
    ),
    (
        HISTORY,
        (
            "id",
            "content_type_id",
            "object_pk",
            "object_repr",
            "action",
            "changes",
            "additional_data",
            "timestamp",
            "actor_email",
        ),
        ("actor_id",),
    ),
    (
        AUDIT,
        ("id", "assessment_id", "at", "actor_name", "code", "subject", "details"),
        ("actor_id", "organisation_id"),
    ),
    (
        REOPENINGS,
        ("id", "assessment_id", "reopened_at", "why", "submitted_at", "scorer", "data"),
        ("reopened_by_id",),
    ),
    (
        KEPT_REPORTS,
        (
            "id",
            "assessment_id",
            "number",
            "name",
            "language",
            "choices",
            "accent",
            "built_by_name",
            "built_at",
        ),
        ("built_by_id",),
    ),
    (KEPT_FILES, ("id", "report_id", "kind", "name", "content", "size", "digest"), ()),
)
FINDING_COLUMNS: Columns = (
    "id",
    "assessment_id",
    "kind",
    "section",
    "domain",
    "text",
    "author_name",
    "created_at",
    "changed_at",
    "handed_over_at",
)
OPERATIONS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}
# What is unique beside the primary key and does not hold the version that the insert itself is judged by.
UNIQUE = {
    REVISIONS: ("answer_id", "version"),
    VERSIONS: ("framework_id", "number"),
    KEPT_REPORTS: ("assessment_id", "number"),
    KEPT_FILES: ("report_id", "kind"),
}


def _frozen(guarded: Guarded, rows: tuple[str, ...]) -> str:
    """SQL condition: a row's version exists and is no draft."""
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {VERSIONS} v WHERE v.id = {guarded.version.format(row=row)} "
        f"AND v.status <> 'draft')"
        for row in rows
    )


def _conditions() -> list[tuple[str, str, str]]:
    """(table, operation, condition under which the operation is refused)."""
    wanted = [(g.table, op, _frozen(g, rows)) for g in GUARDED for op, rows in OPERATIONS.items()]
    unchanged = " AND ".join(
        f"NEW.{column} = OLD.{column}"
        for column in ("id", "framework_id", "number", "sign_bonus", "weakest_bonus", "third_gap_share")
    )
    retires = f"(NEW.status IN (OLD.status, 'retired') AND {unchanged})"
    wanted.append((VERSIONS, "update", f"OLD.status <> 'draft' AND NOT {retires}"))
    wanted.append((VERSIONS, "delete", "OLD.status <> 'draft'"))
    for table, columns, pointers in KEPT_ROWS:
        wanted.append((table, "update", f"NOT ({_only_loses(columns, pointers)})"))
    wanted += [(table, "delete", "OLD.id = OLD.id") for table in (HISTORY, AUDIT)]
    same = _only_loses(FINDING_COLUMNS, ("author_id",))
    wanted.append((FINDINGS, "update", f"OLD.handed_over_at IS NOT NULL AND NOT ({same})"))
    return wanted


def _only_loses(kept: Columns, pointers: Columns) -> str:
    """SQL condition: what is ``kept`` is the same, and rows pointed at were at most forgotten."""
    same = [f"{_text('NEW', name)} = {_text('OLD', name)}" for name in kept]
    lost = [f"(NEW.{name} IS NULL OR NEW.{name} = OLD.{name})" for name in pointers]
    return " AND ".join((*same, *lost))


def _text(row: str, column: str) -> str:
    return f"COALESCE(CAST({row}.{column} AS text), '')"


def _message(table: str) -> str:
    return KEPT if table in {FINDINGS, *(row[0] for row in KEPT_ROWS)} else MESSAGE


def _waits(table: str, operation: str) -> str:
    """SQL that waits for whoever is publishing the row's version, and has publishers wait for this change.

    SQLite needs none, since it lets one transaction write at a time.
    """
    found = [guarded.version for guarded in GUARDED if guarded.table == table]
    versions = [version.format(row=row) for version in found for row in OPERATIONS[operation]]
    return f"PERFORM 1 FROM {VERSIONS} v WHERE v.id IN ({', '.join(versions)}) FOR SHARE; " if found else ""


def _replaced(table: str) -> list[str]:
    """Statements of a trigger that refuses to insert what would take the place of a stored row.

    ``INSERT OR REPLACE``, which SQLite alone knows, deletes that row and runs no trigger on delete.
    """
    name = f"{PREFIX}_{table}_replace"
    same = [f"SELECT 1 FROM {table} WHERE id = NEW.id"]
    if table in UNIQUE:
        columns = " AND ".join(f"{column} = NEW.{column}" for column in UNIQUE[table])
        same.append(f"SELECT 1 FROM {table} WHERE {columns}")
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW "
        f"WHEN {' OR '.join(f'EXISTS ({query})' for query in same)} "
        f"BEGIN SELECT RAISE(ABORT, '{_message(table)}'); END",
    ]


def _sqlite(table: str, operation: str, condition: str) -> list[str]:
    name = f"{PREFIX}_{table}_{operation}"
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} BEFORE {operation.upper()} ON {table} FOR EACH ROW WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{_message(table)}'); END",
        *(_replaced(table) if operation == "update" else ()),
    ]


def _postgresql(table: str, operation: str, condition: str) -> list[str]:
    # A trigger's own WHEN may hold no subquery, so the condition stands in its function.
    name = f"{PREFIX}_{table}_{operation}"
    result = "OLD" if operation == "delete" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{_waits(table, operation)}IF {condition} THEN RAISE EXCEPTION '{_message(table)}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {result}; END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {operation.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def install(connection: BaseDatabaseWrapper) -> None:
    """Creates the triggers, replacing those of an earlier release."""
    statements = _sqlite if connection.vendor == "sqlite" else _postgresql
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, operation, condition in _conditions():
            for statement in statements(table, operation, condition) if table in present else ():
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drops the triggers; for restoring a dump or emptying a test database."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, operation, _condition in _conditions():
            if table not in present:
                continue
            name = f"{PREFIX}_{table}_{operation}"
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {PREFIX}_{table}_replace")


def install_after_migrate(*, using: str, plan: Any = (), **_kwargs: Any) -> None:
    """Signal handler of ``post_migrate``; what has no table yet is guarded after a later one."""
    install(connections[using])
