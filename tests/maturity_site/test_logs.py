"""No log line holds what opens a secret link."""

import logging

import pytest

from maturity_site.logs import RedactSecrets

KEY = "Ab3_" * 10 + "-xY"


@pytest.mark.parametrize(
    "path",
    [
        f"/calendar/7c9e6679-7425-40de-944b-e07fc1f90ae7/{KEY}/roadmap.ics",
        f"/en/Calendar/7c9e6679-7425-40de-944b-e07fc1f90ae7/{KEY}",
        f"/shared/7c9e6679-7425-40de-944b-e07fc1f90ae7/{KEY}/",
        f"/{KEY}",
        f"/somewhere/else/{KEY}.ics",
        f"/log-in/?next=%2Fjoin%2F7c9e6679%2F{KEY}",
        f"/x/{KEY[:20]}%41{KEY[21:]}/",
        f"//{KEY.swapcase()}/roadmap.ics",
    ],
)
def test_key_is_masked_wherever_it_stands(path: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)
    assert RedactSecrets().filter(record)
    line = record.getMessage()
    assert "[secret]" in line
    assert KEY[21:] not in line
    assert KEY[21:].swapcase() not in line


def test_ordinary_path_stays_readable() -> None:
    path = "/assessments/7c9e6679-7425-40de-944b-e07fc1f90ae7/roadmap/initiatives/"
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)
    RedactSecrets().filter(record)
    assert record.getMessage() == f"Not Found: {path}"
