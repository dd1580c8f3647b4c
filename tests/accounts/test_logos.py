"""What is taken as a logo, what is kept of it, and how it is served."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from PIL import Image, PngImagePlugin

from accounts import logos
from accounts.audit import Event
from accounts.models import AuditEvent, Logo, Organisation
from assessments.uploads import most_bytes
from tests.accounts.organisations import browser, staffed, url

pytestmark = [pytest.mark.once, pytest.mark.django_db]


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(made, kind, **options)
    return made.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def declared(width: int, height: int) -> bytes:
    """A tiny PNG that says that it is large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def upload(client: Client, organisation: Organisation, data: bytes, name: str = "logo.png") -> object:
    return client.post(url("organisation-logo", organisation), {"file": SimpleUploadedFile(name, data)})


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_is_written_anew_as_png(kind: str) -> None:
    logo = logos.read(picture(kind))
    with Image.open(BytesIO(logo.content)) as kept:
        assert (kept.format, kept.size) == ("PNG", (40, 20))
    assert (logo.width, logo.height) == (40, 20)


@pytest.mark.parametrize(
    ("size", "kept"), [((600, 300), (600, 300)), ((1200, 300), (600, 150)), ((300, 1200), (75, 300))]
)
def test_large_picture_is_made_to_fit(size: tuple[int, int], kept: tuple[int, int]) -> None:
    logo = logos.read(picture(size=size))
    assert (logo.width, logo.height) == kept


def test_metadata_is_gone() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Anna Secret")
    exif = Image.Exif()
    exif[0x010E] = "Taken at home"
    for data in (picture(pnginfo=notes), picture("JPEG", exif=exif), picture("JPEG", comment=b"Anna Secret")):
        kept = logos.read(data).content
        assert b"Anna" not in kept
        assert b"home" not in kept


def test_photo_that_lies_on_its_side_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    logo = logos.read(picture("JPEG", exif=exif))
    assert (logo.width, logo.height) == (20, 40)


def test_transparency_stays() -> None:
    made = BytesIO()
    Image.new("RGBA", (16, 16), (0, 0, 0, 0)).save(made, "PNG")
    with Image.open(BytesIO(logos.read(made.getvalue()).content)) as kept:
        assert kept.getpixel((0, 0))[3] == 0


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED: list[tuple[str, bytes, object]] = [
    ("nothing", b"", logos.NO_PICTURE),
    ("text", b"hello", logos.NO_PICTURE),
    ("svg", SVG, logos.DRAWING),
    ("svg with a declaration", b'\xef\xbb\xbf <?xml version="1.0"?>' + SVG, logos.DRAWING),
    ("svgz", b"\x1f\x8b" + bytes(20), logos.DRAWING),
    ("postscript", b"%!PS-Adobe", logos.DRAWING),
    ("gif", picture("GIF"), logos.NO_PICTURE),
    ("tiff", picture("TIFF"), logos.NO_PICTURE),
    ("bmp", picture("BMP"), logos.NO_PICTURE),
    ("pdf", b"%PDF-1.7\n", logos.NO_PICTURE),
    ("half a png", picture()[:60], logos.NO_PICTURE),
    ("half a jpeg", picture("JPEG")[:300], logos.NO_PICTURE),
    ("half a webp", picture("WEBP")[:30], logos.NO_PICTURE),
    ("wide", declared(4001, 1), logos.TOO_MANY_PIXELS),
    ("low", picture(size=(40, 15)), logos.TOO_FEW_PIXELS),
    ("a dot", picture("WEBP", size=(1, 1)), logos.TOO_FEW_PIXELS),
    ("bomb", declared(60_000, 60_000), logos.TOO_MANY_PIXELS),
    ("heavy", bytes(logos.MAX_BYTES + 1), logos.TOO_LARGE),
    ("png and zip", picture() + b"PK\x03\x04" + bytes(30), logos.MORE_THAN_A_PICTURE),
    ("jpeg and script", picture("JPEG") + b"<script>alert(1)</script>", logos.MORE_THAN_A_PICTURE),
    ("webp and zip", picture("WEBP") + b"PK\x03\x04" + bytes(30), logos.MORE_THAN_A_PICTURE),
    ("jpeg that is html", picture("JPEG", comment=b"<html><script>"), logos.MORE_THAN_A_PICTURE),
    ("jpeg that is pdf", picture("JPEG", comment=b"%PDF-1.7 1 0 obj"), logos.MORE_THAN_A_PICTURE),
]


@pytest.mark.parametrize(("data", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_plain_picture_is_refused_in_words(data: bytes, words: object) -> None:
    with pytest.raises(logos.LogoError) as refused:
        logos.read(data)
    assert str(refused.value) == str(words)


def test_refusal_stands_on_the_page_and_nothing_is_kept() -> None:
    organisation, people = staffed()
    response = upload(browser(people["lead"]), organisation, SVG, "logo.svg")
    assert response.status_code == 422
    assert response.content.decode().count("Drawings such as SVG cannot be used") == 2
    response = browser(people["lead"]).post(url("organisation-logo", organisation))
    assert "Choose a picture." in response.content.decode()
    assert not Logo.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("role", ["lead", "consultant"])
def test_logo_is_saved_changed_and_removed(role: str) -> None:
    organisation, people = staffed()
    client = browser(people[role])
    for data in (picture(), picture(), picture(size=(30, 30))):
        assert upload(client, organisation, data).url == url("organisation-logo", organisation)
    logo = Logo.objects.get()
    assert (logo.organisation, logo.width) == (organisation, 30)
    assert AuditEvent.objects.filter(code=Event.LOGO_CHANGED).count() == 2  # the same one again is none
    client.post(url("organisation-logo", organisation), {"remove": "1"})
    assert not Logo.objects.exists()


def test_member_uploads_nothing() -> None:
    organisation, people = staffed()
    assert upload(browser(people["member"]), organisation, picture()).status_code == 404
    assert not Logo.objects.exists()


def test_logo_is_served_inert_and_kept_by_one_browser_only() -> None:
    organisation, people = staffed()
    upload(browser(people["lead"]), organisation, picture())
    logo = Logo.objects.get()
    address = url("organisation-logo-file", organisation, logo.digest)
    page = browser(people["member"]).get(url("organisation", organisation)).content.decode()
    assert f'src="{address}"' in page
    response = browser(people["member"]).get(address)
    assert bytes(response.content) == bytes(logo.content)
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    assert browser(people["member"]).get(address.replace(logo.digest, "0" * 64)).status_code == 404


def test_server_keeps_no_more_than_the_page_takes(rf: RequestFactory) -> None:
    organisation, _people = staffed()
    assert most_bytes(rf.post(url("organisation-logo", organisation))) == logos.MAX_BYTES
    for other in ("/admin/assessments/framework/import/", "/no/such/page", "/start/"):
        assert most_bytes(rf.post(other)) == 2 * 1024 * 1024
