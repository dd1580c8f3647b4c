"""The lock files and the list of dependencies."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.lock", "requirements-test.lock", ".ci/uv.txt"]


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))


def canonical(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address_and_no_path(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert re.findall(r"\w+://|file:|^-|(?<![\w.])/\w", text, re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_hashes_for_every_package(lock: str) -> None:
    packages = re.split(r"^(?=[a-z0-9.-]+==)", (ROOT / lock).read_text(), flags=re.MULTILINE)[1:]
    assert len(packages) == len(pins(lock))
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_test_lock_holds_the_other_with_the_same_pins() -> None:
    test_pins = pins("requirements-test.lock")
    assert {name: test_pins.get(name) for name in pins("requirements.lock")} == pins("requirements.lock")


def test_locks_hold_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    run, test = project["dependencies"], project["optional-dependencies"]["test"]
    assert {canonical(name) for name in run} - set(pins("requirements.lock")) == set()
    assert {canonical(name) for name in test} - set(pins("requirements-test.lock")) == set()


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = text[: text.index("[tool.")]
    lines = re.findall(r'^ {4}"[^"]+",.*$', project, re.MULTILINE)
    declared = tomllib.loads(text)["project"]
    assert len(lines) == len(declared["dependencies"]) + len(declared["optional-dependencies"]["test"])
    assert [line for line in lines if not re.search(r'",\s+# \w.{5,}', line)] == []
