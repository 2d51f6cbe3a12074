"""What the diarium registers with the kernel."""

from forbund.diarium.queries import filer_i_bruk
from forbund.grund import filer

filer.i_bruk(filer_i_bruk)
