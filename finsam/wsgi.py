"""What gunicorn serves. Refuses to start when a wall between förbund is missing."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "finsam.settings")

application = get_wsgi_application()

from forbund.grund.checks import require_saker_databas  # noqa: E402  # needs the apps to be loaded

require_saker_databas()
connections.close_all()  # gunicorn forks its workers now: each makes a connection of its own
