"""How log lines look, and what never stands in one."""

import json
import logging
import re

# Secret links have /<id>/<secret>/ in them; accounts.secret_links makes them.
SECRET_PATH = re.compile(
    r"(/(?:return|join|answer|invitations|calendar|shared)/[^/\s]+/)[^/\s]+", re.IGNORECASE
)
# A key is 43 characters; mistyped addresses hold it in other places, and some clients escape slashes.
SECRET_PART = re.compile(r"(/|%2F)[A-Z0-9_%-]{40,}", re.IGNORECASE)


def redacted(text: str) -> str:
    """The text without the keys of secret links, wherever in a path they stand."""
    return SECRET_PART.sub(r"\1[secret]", SECRET_PATH.sub(r"\1[secret]", text))


class RedactSecrets(logging.Filter):
    """Replaces the key of a secret link wherever a path is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = redacted(record.getMessage())
        record.args = None
        return True


class OneLineOfRefusals(logging.Filter):
    """Leaves out the traceback of what was refused, as every 403 is; failures of ours keep theirs."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "django.request" and record.levelno < logging.ERROR:
            record.exc_info = record.exc_text = None
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message and, for errors, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = redacted(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
