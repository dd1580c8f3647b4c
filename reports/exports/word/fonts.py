"""The product's own fonts inside the document, so that it looks the same where nobody has them installed.

Their licence allows that. The file format wants them disguised: the first 32 bytes are mixed with a key that
stands beside them (ISO/IEC 29500-4, 9.1.3).
"""

from pathlib import Path
from uuid import UUID, uuid5

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.package import Package

from reports.exports.word.styles import SANS, SEMIBOLD, SERIF

FOLDER = Path(__file__).parents[3] / "static" / "fonts"
# Each family with its files by the names of their roles, its kind, and what stands in for it.
FAMILIES = (
    (SANS, "swiss", "Calibri", {"embedRegular": "Sans-Regular", "embedBold": "Sans-Semibold"}),
    (SEMIBOLD, "swiss", "Calibri", {"embedRegular": "Sans-Semibold"}),
    (SERIF, "roman", "Cambria", {"embedRegular": "Serif-Semibold"}),
)
KEYS = UUID("6d1d7d1c-2a2e-4a43-9f0f-6b8f6a1f7c55")
DISGUISED = 32
PART, OBFUSCATED = "/word/fontTable.xml", "application/vnd.openxmlformats-officedocument.obfuscatedFont"
TABLE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"


def embed(document: Document) -> None:
    """Puts the fonts in and names them in the document's table of fonts, which it replaces."""
    part, package = document.part, document.part.package
    for key, relation in list(part.rels.items()):
        if relation.reltype == REL.FONT_TABLE:
            del part.rels[key]
    table = Part(PackURI(PART), TABLE, b"", package)
    part.relate_to(table, REL.FONT_TABLE)
    names = sorted({name for *_about, files in FAMILIES for name in files.values()})
    leads = {name: table.relate_to(_font(name, package), REL.FONT) for name in names}
    table._blob = _table(leads).encode()


def _font(name: str, package: Package) -> Part:
    content = (FOLDER / f"{name}.ttf").read_bytes()
    return Part(PackURI(f"/word/fonts/{name}.odttf"), OBFUSCATED, disguised(content, _key(name)), package)


def disguised(content: bytes, key: UUID) -> bytes:
    """The font mixed with its key; done twice, it is itself again."""
    mixed = key.bytes[::-1] * 2
    return bytes(one ^ two for one, two in zip(content, mixed, strict=False)) + content[DISGUISED:]


def _key(name: str) -> UUID:
    return uuid5(KEYS, name)


def _table(leads: dict[str, str]) -> str:
    fonts = []
    for family, kind, instead, files in FAMILIES:
        embedded = "".join(
            f'<w:{role} r:id="{leads[name]}" w:fontKey="{{{str(_key(name)).upper()}}}"/>'
            for role, name in files.items()
        )
        fonts.append(
            f'<w:font w:name="{family}"><w:altName w:val="{instead}"/><w:charset w:val="00"/>'
            f'<w:family w:val="{kind}"/><w:pitch w:val="variable"/>{embedded}</w:font>'
        )
    return f"<w:fonts {nsdecls('w', 'r')}>{''.join(fonts)}</w:fonts>"
