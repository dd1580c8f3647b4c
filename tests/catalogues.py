"""The messages in the sources and in the catalogues, for the tests of both."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
from django.template import Template
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "assessments", "maturity_site", "reports", "roadmaps")
LANGUAGES = ("tr", "nl")
# How many of the first arguments are messages, and whether a context stands before them.
CALLS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (False, 1)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (False, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (True, 1)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (True, 2)),
}
Message = tuple[str, str, str]  # context, message, its plural


@cache
def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry) -> Message:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural)


def source_messages() -> dict[Message, str]:
    """Every message that Python code and templates ask for, with a file that does."""
    return {message: place for place, message in (*_in_python(), *_in_templates())}


def _in_python() -> Iterator[tuple[str, Message]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call):
                    message = _called_with(node)
                    if message is not None:
                        yield str(path.relative_to(ROOT)), message


def _called_with(call: ast.Call) -> Message | None:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name not in CALLS:
        return None
    has_context, messages = CALLS[name]
    wanted = call.args[: messages + has_context]
    texts = [arg.value for arg in wanted if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if len(texts) != messages + has_context:
        return None  # a variable: its text is marked where it is written
    context = texts.pop(0) if has_context else ""
    return (context, texts[0], texts[1] if messages > 1 else "")


def _in_templates() -> Iterator[tuple[str, Message]]:
    folders = [ROOT / "templates", *(ROOT / app / "templates" for app in APPS)]
    for folder in folders:
        for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.txt")]):
            template = get_template(str(path.relative_to(folder))).template
            for message in _nodes(template):
                yield str(path.relative_to(ROOT)), message


def _nodes(template: Template) -> Iterator[Message]:
    for node in template.nodelist.get_nodes_by_type(TranslateNode):
        text = node.filter_expression.var
        literal = getattr(text, "literal", text)
        if isinstance(literal, str):
            context = node.message_context.var if node.message_context else ""
            yield (str(context), literal.replace("%", "%%"), "")  # as Django looks it up
    for node in template.nodelist.get_nodes_by_type(BlockTranslateNode):
        singular = node.render_token_list(node.singular)[0]
        plural = node.render_token_list(node.plural)[0] if node.plural else ""
        context = node.message_context.var if node.message_context else ""
        yield (str(context), singular, plural)
