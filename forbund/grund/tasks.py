"""What beat asks the kernel for."""

from celery import shared_task

from forbund.grund import utskick


@shared_task(name="grund.skicka_forfallna")
def skicka_forfallna() -> int:
    """Send the mails whose time has come."""
    return utskick.skicka_forfallna()
