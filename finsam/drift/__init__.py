"""Start and stop: set-up on a bare machine, the servers of demo and tests, and the demo's supervisor.

Nothing here is used in production, where the operating system or compose starts the processes. The modules
make the environment that `finsam/settings.py` reads, so they alone, beside the settings, touch `os.environ`.
"""
