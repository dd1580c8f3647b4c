"""Reads an SVG strictly, as XML: broken markup raises, and injected elements show."""

from dataclasses import dataclass, field
from xml.parsers.expat import ParserCreate


@dataclass
class Read:
    tags: list[str] = field(default_factory=list)
    attributes: list[dict[str, str]] = field(default_factory=list)
    text: str = ""

    def of(self, css: str) -> list[dict[str, str]]:
        """The attributes of the elements with this class."""
        return [found for found in self.attributes if css in found.get("class", "").split()]


def read_svg(svg: str) -> Read:
    read = Read()

    def start(name: str, attributes: dict[str, str]) -> None:
        read.tags.append(name)
        read.attributes.append(attributes)

    def characters(data: str) -> None:
        read.text += data

    parser = ParserCreate()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = characters
    parser.Parse(svg, True)
    return read
