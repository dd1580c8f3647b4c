#!/usr/bin/env python
"""Django's command-line entry point."""

import os
import sys

CONFIGURED = ("MATURITY_MODE", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL")

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maturity_site.settings")
    # Where nothing is configured, commands work on the demo; a web server still starts in production mode.
    if not any(os.environ.get(name) for name in CONFIGURED):
        os.environ["MATURITY_MODE"] = "demo"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
