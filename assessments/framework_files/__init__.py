"""Framework files: read, checked, written, and moved into and out of the database.

The format is described in ``docs/framework-files.md``.
"""

from pathlib import Path

from assessments.framework_files.content import content
from assessments.framework_files.faults import FrameworkFileError
from assessments.framework_files.reader import ENGLISH
from assessments.framework_files.reading import read, read_file
from assessments.framework_files.tree import FrameworkTree
from assessments.framework_files.validation import Checked, check
from assessments.framework_files.writing import digest, plain, write

__all__ = [
    "ENGLISH",
    "Checked",
    "FrameworkFileError",
    "FrameworkTree",
    "check",
    "content",
    "digest",
    "load",
    "loads",
    "plain",
    "read",
    "write",
]


def load(path: Path) -> Checked:
    """Reads and checks a framework file. Raises FrameworkFileError with every fault."""
    return check(read_file(path))


def loads(data: bytes) -> Checked:
    """Reads and checks the bytes of a framework file. Raises FrameworkFileError with every fault."""
    return check(read(data))
