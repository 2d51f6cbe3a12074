"""Start and stop: set-up on a bare machine, the servers of demo and tests, the demo's supervisor, the checks.

In production the operating system or docker compose starts the processes; of this package they use `gunicorn_conf`,
`halsa`, `roller.sql` and `initdb.sh`. The modules make the environment that `finsam/settings.py` reads, so they
alone, beside the settings, touch `os.environ`.
"""
