"""The product as the demo runs it, with one address more to compare with."""

import os

os.environ["MATURITY_MODE"] = "demo"
os.environ["LOG_LEVEL"] = "WARNING"

from maturity_site.settings import *

ROOT_URLCONF = "tests.load.bare"
