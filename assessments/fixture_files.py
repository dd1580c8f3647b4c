"""Where the product's own content lies."""

from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
FRAMEWORKS = FIXTURES / "frameworks"
