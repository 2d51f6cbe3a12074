"""What gunicorn serves; the settings are named by the environment that `finsam.drift.matservrar` makes."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
