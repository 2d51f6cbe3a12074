"""`python -m finsam.drift.halsa`: the container's health check. 0 when the web process and its database answer."""

import http.client
import os
import sys


def vard(tillatna: str) -> str:
    """A host name that the application accepts: the first of ALLOWED_HOSTS."""
    forsta = tillatna.split(",")[0].strip()
    return "localhost" if forsta in {"", "*"} else forsta.removeprefix(".")


def main() -> int:
    fraga = http.client.HTTPConnection("127.0.0.1", 8000, timeout=5)
    try:
        fraga.request("GET", "/halsa/", headers={"Host": vard(os.environ.get("ALLOWED_HOSTS", ""))})
        return 0 if fraga.getresponse().status == 200 else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
