"""What browser tests share: listening for complaints, logging in, the accessibility check."""

import re
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from accounts.models import User
from tests import again

# The browser itself logs a failed request that a test provokes; what the page makes of it is asserted there.
PROVOKED = re.compile(r"^Failed to load resource: (the server responded with a status of|net::ERR_)")
LOCAL = {"127.0.0.1", "localhost", ""}
# Colours do not depend on the width, so that each width and each scheme is checked once.
VIEWS = ((320, "light"), (1280, "dark"))
AXE = Axe().axe_script


def collect_complaints(page: Page, found: list[str]) -> None:
    """Adds console errors (CSP reports too), uncaught exceptions and requests to elsewhere to ``found``."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not PROVOKED.match(message.text):
            found.append(f"{message.type}: {message.text}")

    def on_request(request: Request) -> None:
        if (urlsplit(request.url).hostname or "") not in LOCAL:
            found.append(f"request to {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: found.append(f"exception: {error}"))
    page.on("request", on_request)


def log_in(context: BrowserContext, base_url: str, user: User) -> None:
    """Gives the context a session of the user, without the log-in page."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": base_url}])


def axe_violations(page: Page, *, preload: bool = True) -> list[str]:
    """What axe finds on the page as it stands, one line a fault and place."""
    options = {"resultTypes": ["violations"], "preload": preload}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    violations = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in violations
        for node in violation["nodes"]
    ]


# The admin's links fade whatever the reader prefers; what goes on for ever is not waited for.
FADED = """() => Promise.race([
    Promise.allSettled(document.getAnimations().map(animation => animation.finished)),
    new Promise(done => setTimeout(done, 1000)),
])"""


def axe(page: Page, *, preload: bool = True) -> None:
    """No axe violation and no sideways scrolling, at 320 px in light and at 1280 px in dark.

    The admin's style sheets import others, which axe would read through an inline style that the policy
    refuses: without ``preload`` it leaves them. In the second run of the suite it does nothing: a page is
    as accessible with either database.
    """
    if again.is_second():
        return
    before = page.viewport_size
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours do not fade
        page.evaluate(FADED)
        found = axe_violations(page, preload=preload)
        assert found == [], "\n".join([f"{page.url} at {width} px, {scheme}:", *found])
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{page.url} scrolls {overflow} px sideways at {width} px"
    page.emulate_media(color_scheme="light")
    if before is not None:
        page.set_viewport_size(before)
