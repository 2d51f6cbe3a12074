"""Gunicorn's settings, for the demo and for production alike. GUNICORN_CMD_ARGS and the command line override them."""

wsgi_app = "finsam.wsgi:application"
worker_class = "sync"
workers = 2
preload_app = True  # one import, and the workers share its memory
worker_tmp_dir = "/dev/shm"
timeout = 60
graceful_timeout = 20
max_requests = 2000
max_requests_jitter = 200
