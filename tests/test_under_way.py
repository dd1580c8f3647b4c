"""A test's rows are not taken away while the live server still writes."""

from http.client import HTTPConnection
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from maturity_site import urls
from tests import under_way


@pytest.mark.once
def test_request_whose_visitor_left_is_waited_for(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go, done = Event(), Event(), []

    def slow(request: HttpRequest, exception: Exception) -> HttpResponse:
        begun.set()
        go.wait(20)
        done.append(request.path)
        return HttpResponseNotFound()

    monkeypatch.setattr(urls, "handler404", slow, raising=False)
    visitor = HTTPConnection(urlsplit(live_server.url).netloc, timeout=30)
    visitor.request("GET", "/nowhere/")
    assert begun.wait(20)
    visitor.close()

    waiting = Thread(target=under_way.wait_for_the_last)
    waiting.start()
    waiting.join(0.2)
    assert waiting.is_alive()
    go.set()
    waiting.join(20)
    assert not waiting.is_alive()
    assert done == ["/nowhere/"]
