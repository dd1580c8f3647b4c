"""Small framework files for the tests: valid ones, and one fault at a time."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assessments.framework_files import Checked, load

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "fixtures" / "frameworks").glob("*.yaml"))


@cache
def shipped(path: Path) -> Checked:
    """A framework supplied with the product, read once a process."""
    return load(path)


def said(words: str, *languages: str) -> dict[str, str]:
    """A text in English, and in further languages."""
    return {"en": words} | {language: f"{words} ({language})" for language in languages}


def ladder(prefix: str, top: int) -> list[dict[str, Any]]:
    return [
        {"statement": said(f"{prefix} {rank}")}
        | ({"next_step": said(f"To {rank + 1}")} if rank < top else {})
        for rank in range(1, top + 1)
    ]


def question(slug: str, tops: dict[str, int], **more: Any) -> dict[str, Any]:
    return {
        "slug": slug,
        "text": said(f"How do you {slug}?"),
        "evidence": said("Link it."),
        "anchors": {rubric: ladder(f"{slug} {rubric}", top) for rubric, top in tops.items()},
    } | more


def rubric(slug: str, top: int, **more: Any) -> dict[str, Any]:
    texts = ("name", "today", "risk", "improve_first")
    levels = [{text: said(f"{text} {rank}") for text in texts} for rank in range(1, top + 1)]
    return {"slug": slug, "name": said(f"{top} levels"), "levels": levels} | more


def framework_data() -> dict[str, Any]:
    """Two rubrics (4 and 2 levels), two domains of two questions, two signs, a goal and two KPIs."""
    tops = {"four": 4, "two": 2}
    domains = [
        {
            "slug": f"d{number}",
            "name": said(f"Domain {number}"),
            "question": said("What about it?"),
            "why": said("It matters."),
            "questions": [
                question(f"d{number}-q1", tops, key=True, weight=2),
                question(f"d{number}-q2", tops, hint=said("Think of last month.")),
            ],
        }
        for number in (1, 2)
    ]
    return {
        "slug": "small",
        "name": said("Small"),
        "summary": said("For tests."),
        "rubrics": [rubric("four", 4), rubric("two", 2)],
        "domains": domains,
        "warning_signs": [
            {"slug": "s1", "text": said("Sign"), "meaning": said("Meaning"), "domains": ["d1", "d2"]},
            {"slug": "s2", "text": said("Sign"), "meaning": said("Meaning"), "domains": ["d2"]},
        ],
        "goals": [
            {
                "slug": "g1",
                "name": said("Grow"),
                "smart": said("From x to y by z"),
                "metric": said("Won deals"),
                "unit": said("%"),
                "direction": "up",
                "levers": said("Qualify earlier."),
                "relevance": {"d1": 3},
            }
        ],
        "kpis": [
            {
                "slug": "k1",
                "name": said("KPI"),
                "reveals": said("It reveals."),
                "hides": said("It hides."),
                "kind": "leading",
                "rubric": "four",
                "level": 4,
                "domain": "d1",
            },
            {
                "slug": "k2",
                "name": said("KPI 2"),
                "reveals": said("It reveals."),
                "hides": said("It hides."),
                "kind": "lagging",
                "rubric": "two",
                "level": 2,
            },
        ],
    }


def as_yaml(data: Any) -> bytes:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The small framework with one thing changed in place."""
    data = framework_data()
    change(data)
    return as_yaml(data)


def write_file(folder: Path, data: dict[str, Any] | None = None, name: str = "small.yaml") -> Path:
    path = folder / name
    path.write_bytes(as_yaml(framework_data() if data is None else data))
    return path
