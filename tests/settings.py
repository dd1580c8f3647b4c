"""The product's settings in test mode; a file database, so that several processes can meet in it."""

import os

os.environ["MATURITY_MODE"] = "test"

from maturity_site.settings import *
from maturity_site.settings import DATABASES, VAR_DIR

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "tests.sqlite3")}
PDF_TIMEOUT = 120  # seconds; the tests share their processors with each other and with browsers
