"""Editing a draft in the admin: languages in tabs, order by dragging and by the keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.actions.framework import publish
from assessments.models import Anchor, Domain, FrameworkVersion, Question
from tests.browser.helpers import axe, log_in
from tests.factories import PASSWORD, make_version

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def editor(context: BrowserContext, live_server: LiveServer) -> Page:
    """A page of someone with every right in the admin."""
    make_version(domains=3, questions=1, publish=False)
    log_in(context, live_server.url, User.objects.create_superuser("editor@example.com", PASSWORD))
    return context.new_page()


def tab(page: Page, language: str) -> Locator:
    return page.get_by_role("tab", name=language)


def open_question(page: Page, live_server: LiveServer, **texts: str) -> Question:
    question = Question.objects.get(slug="d2-q1")
    Question.objects.filter(pk=question.pk).update(**texts)
    page.goto(f"{live_server.url}/admin/assessments/question/{question.pk}/change/")
    return question


def test_texts_are_translated_tab_by_tab(editor: Page, live_server: LiveServer) -> None:
    page = editor
    open_question(page, live_server, text_tr="Nasıl?", hint_tr="İpucu", evidence_tr="Kanıt")
    expect(tab(page, "English")).to_have_attribute("aria-selected", "true")
    expect(tab(page, "Türkçe")).to_have_text("Türkçe 7 untranslated")  # 4 statements and 3 next steps
    expect(page.locator("#id_text_nl")).to_be_hidden()
    page.locator("#id_text_en").fill("")
    expect(tab(page, "English")).to_have_text("English 1 missing")
    page.locator("#id_text_en").fill("What do you do?")

    tab(page, "English").focus()
    page.keyboard.press("ArrowLeft")
    expect(tab(page, "Nederlands")).to_be_focused()
    expect(tab(page, "Nederlands")).to_have_text("Nederlands 10 untranslated")
    text = page.locator(".field-text_nl")
    expect(text.locator(".language-mark")).to_have_text("untranslated")
    expect(text.locator(".language-source")).to_have_text("What do you do?")
    text.locator("textarea").fill("Wat doet u?")
    expect(text.locator(".language-mark")).to_have_count(0)
    page.locator("#id_anchors-0-statement_nl").fill("Niveau één")
    expect(tab(page, "Nederlands")).to_have_text("Nederlands 8 untranslated")
    columns = page.locator("#anchors-group .inline-related").all()
    assert len({(column.bounding_box() or {})["y"] for column in columns}) == 1
    axe(page, preload=False)


def test_without_javascript_every_language_is_shown(
    plain_context: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    version = make_version(domains=1, questions=1, publish=False)
    context = plain_context(java_script_enabled=False)
    log_in(context, live_server.url, User.objects.create_superuser("editor@example.com", PASSWORD))
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/assessments/domain/{version.domains.get().pk}/change/")
    for language in ("en", "tr", "nl"):
        expect(page.locator(f"#id_name_{language}")).to_be_visible()
    expect(page.get_by_role("tab")).to_have_count(0)


def test_tab_is_kept_from_page_to_page_unless_another_has_an_error(
    editor: Page, live_server: LiveServer
) -> None:
    page = editor
    question = open_question(page, live_server)
    tab(page, "Nederlands").click()
    page.locator("#id_text_nl").fill("Wat doet u?")
    page.locator("#id_anchors-0-statement_nl").fill("Niveau één")
    page.locator("input[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    expect(tab(page, "Nederlands")).to_have_attribute("aria-selected", "true")
    question.refresh_from_db()
    assert question.text_nl == "Wat doet u?"
    assert Anchor.objects.get(question=question, level__rank=1).statement_nl == "Niveau één"
    page.locator("#id_text_en").evaluate("field => (field.value = '')")
    page.locator("input[name=_save]").click()
    expect(tab(page, "English")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".field-text_en .errorlist")).to_be_visible()


def names(page: Page) -> list[str]:
    return page.locator("#result_list th.field-name").all_inner_texts()


def drag_to_the_top(page: Page, handle: Locator) -> None:
    grip, top = handle.bounding_box(), page.locator(".place-handle").first.bounding_box()
    assert grip
    assert top
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(top["x"] + 8, top["y"] + 30, steps=4)
    page.mouse.move(top["x"] + 8, top["y"] - 2, steps=2)
    page.mouse.up()


def test_question_dragged_beyond_its_domain_stays_and_is_told_why(
    editor: Page, live_server: LiveServer
) -> None:
    page = editor
    page.goto(f"{live_server.url}/admin/assessments/question/")
    drag_to_the_top(page, page.locator(".place-handle").last)
    expect(page.get_by_role("status")).to_have_text(
        "Questions stay in their domain; change the domain on the question's page."
    )
    last = Question.objects.get(slug="d3-q1")
    expect(page.locator("#result_list th a").last).to_have_text(last.text)


def test_check_leads_to_the_field_in_its_language(editor: Page, live_server: LiveServer) -> None:
    page = editor
    version = FrameworkVersion.objects.get()
    check = f"{live_server.url}/admin/assessments/frameworkversion/{version.pk}/check/"
    page.goto(check)
    page.get_by_text("Nederlands: ").click()
    page.locator(f'details[open] a[href*="question/{Question.objects.get(slug="d2-q1").pk}/"]').nth(4).click()
    expect(tab(page, "Nederlands")).to_have_attribute("aria-selected", "true")
    field = page.locator("#id_anchors-0-next_step_nl")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    field.fill("Verder")
    page.locator("input[name=_save]").click()
    page.wait_for_url(lambda url: url.startswith(check))
    page.goto(f"{live_server.url}/admin/assessments/question/{Question.objects.get(slug='d1-q1').pk}/change/")
    expect(tab(page, "English")).to_have_attribute("aria-selected", "true")


def test_first_tab_is_the_language_of_the_page(editor: Page, live_server: LiveServer) -> None:
    page = editor
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("button", name="Nederlands").click()
    page.wait_for_load_state()
    open_question(page, live_server)
    expect(tab(page, "Nederlands")).to_have_attribute("aria-selected", "true")


def test_domains_change_places_by_dragging_and_by_the_keyboard(editor: Page, live_server: LiveServer) -> None:
    page, said = editor, editor.get_by_role("status")
    page.goto(f"{live_server.url}/admin/assessments/domain/")
    axe(page, preload=False)
    drag_to_the_top(page, page.locator(".place-handle").last)
    expect(said).to_have_text("Saved: position 1 of 3.")
    assert names(page) == ["Domain 3", "Domain 1", "Domain 2"]
    assert list(Domain.objects.order_by("position").values_list("slug", flat=True)) == ["d3", "d1", "d2"]

    down = page.get_by_role("button", name="Move down: Domain 3")
    down.focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text("Saved: position 2 of 3.")
    expect(down).to_be_focused()
    page.reload()
    assert names(page) == ["Domain 1", "Domain 3", "Domain 2"]

    publish(version=FrameworkVersion.objects.get())
    page.get_by_role("button", name="Move up: Domain 3").click()
    expect(said).to_have_text("Published, so fixed. Make a new draft to change it.")
    assert names(page) == ["Domain 1", "Domain 3", "Domain 2"]
