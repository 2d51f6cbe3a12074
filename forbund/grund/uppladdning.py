"""What comes in with a form is kept up to the largest file that is taken; the rest of it is read past, not stored."""

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from forbund.grund.filer import STORSTA


class Tak(FileUploadHandler):
    """First of the handlers: hides from those that store what lies beyond the limit.

    What is kept is then one piece too large, so that `filer.mottagen` refuses it beside its field; the boxes that
    follow the file in the form are read as usual, and nothing that was typed is lost.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """`start`: how much of the file has come before this piece."""
        return raw_data if start <= STORSTA else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None
