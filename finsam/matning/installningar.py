"""Finsam's settings with the counting of `fragor` outermost: for the second pass only."""

from finsam.settings import *  # noqa: F403
from finsam.settings import MIDDLEWARE

MIDDLEWARE = ["finsam.matning.fragor.Raknare", *MIDDLEWARE]
