"""A file above the limit fills no disk on its way to being refused, and the form around it is read to its end."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from forbund.grund.filer import STORSTA

BIT = 2**16  # what Django reads at a time
MB = 2**20


@pytest.mark.parametrize(
    ("storlek", "kvar"),
    [(2 * MB, 2 * MB), (STORSTA, STORSTA), (STORSTA + 1, STORSTA + 1), (2 * STORSTA, STORSTA + BIT)],
)
def test_no_more_is_stored_than_what_shows_that_it_is_too_much(storlek, kvar):
    fil = SimpleUploadedFile("bilaga.pdf", b"x" * storlek)
    fraga = RequestFactory().post("/", {"fore": "Före filen", "fil": fil, "efter": "Efter filen"})
    mottagen = fraga.FILES["fil"]
    assert fraga.POST.dict() == {"fore": "Före filen", "efter": "Efter filen"}
    assert sum(len(bit) for bit in mottagen.chunks()) == mottagen.size <= kvar
    assert (mottagen.size > STORSTA) == (storlek > STORSTA)
    mottagen.close()


def test_each_file_is_measured_for_itself():
    filer = {namn: SimpleUploadedFile(f"{namn}.pdf", b"x" * 20 * MB) for namn in ("en", "annan")}
    fraga = RequestFactory().post("/", filer)
    assert {namn: fil.size for namn, fil in fraga.FILES.items()} == {"en": 20 * MB, "annan": 20 * MB}
    for fil in fraga.FILES.values():
        fil.close()
