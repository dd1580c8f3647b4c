"""The product's settings in test mode; a file database, so that several processes can meet in it."""

import os

os.environ["MATURITY_MODE"] = "test"

import maturity_site.settings as product

globals().update({name: value for name, value in vars(product).items() if name.isupper()})
if product.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    product.DATABASES["default"]["TEST"] = {"NAME": str(product.VAR_DIR / "tests.sqlite3")}
PDF_TIMEOUT = 120  # seconds; the tests share their processors with each other and with browsers
