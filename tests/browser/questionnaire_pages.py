"""What the tests of the pages of questions share."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect


def choose(page: Page, rank: int, question: str = "d1-q1") -> None:
    page.locator(f"#{question} label", has_text=f"{question} behaves like level {rank}").click()


def status(page: Page) -> Any:
    return page.locator("[data-status]")


def expect_saved(page: Page) -> None:
    expect(status(page)).to_contain_text("All saved at")


def wait_for(condition: Callable[[], bool]) -> None:
    """Polls for up to half a minute."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")
