"""Reads of the register."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Q, QuerySet

from forbund.grund import tenancy
from forbund.register.models import Apinyckel, Forbund, Granskningsmandat, Medlem
from forbund.register.states import Roll


@dataclass(frozen=True)
class Uppdragsrad:
    """One uppdrag in force, with what it allows."""

    id: int
    forbund_id: int
    slug: str
    forbund_namn: str
    roll: Roll
    medlem_id: int | None
    person_id: int
    ratter: frozenset[str]


# Every request asks this first. Written out, because Django took longer to build it than PostgreSQL to answer.
_UPPDRAG_FOR_KONTO = """
SELECT u.id, u.forbund_id, f.slug, f.kortnamn, u.roll, u.medlem_id, u.person_id,
       ARRAY(SELECT p.codename
               FROM register_forbundgroupobjectpermission g JOIN auth_permission p ON p.id = g.permission_id
              WHERE g.group_id = u.grupp_id)
  FROM register_uppdrag u
  JOIN register_person n ON n.id = u.person_id
  JOIN register_forbund f ON f.id = u.forbund_id
 WHERE n.konto_id = %s AND u.fran <= %s AND (u.till IS NULL OR u.till >= %s)
 ORDER BY f.kortnamn, u.id
"""


def uppdrag_for_konto(konto_id: int, dag: date) -> list[Uppdragsrad]:
    """The konto's uppdrag in force on the day, in all its förbund, with the groups' rights: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_UPPDRAG_FOR_KONTO, [konto_id, dag, dag])
        return [
            Uppdragsrad(pk, forbund_id, slug, namn, Roll(roll), medlem_id, person_id, frozenset(ratter))
            for pk, forbund_id, slug, namn, roll, medlem_id, person_id, ratter in cursor.fetchall()
        ]


@dataclass(frozen=True)
class Mandatrad:
    """A granskningsmandat in force and the förbund it opens (empty: all)."""

    id: int
    organ: str
    grund: str
    till: date
    forbund_ids: frozenset[int]

    def oppnar(self, forbund_id: int) -> bool:
        return not self.forbund_ids or forbund_id in self.forbund_ids


def mandat_for_konto(konto_id: int, dag: date) -> list[Mandatrad]:
    """The konto's mandates in force on the day: one query."""
    rader = (
        Granskningsmandat.objects.filter(konto_id=konto_id, fran__lte=dag, till__gte=dag)
        .annotate(ids=ArrayAgg("forbund__forbund_id", filter=Q(forbund__isnull=False), default=[]))
        .order_by("till", "id")
    )
    return [
        Mandatrad(m.pk, m.organ, m.grund, m.till, frozenset() if m.alla_forbund else frozenset(m.ids))
        for m in rader
        if m.alla_forbund or m.ids
    ]


_MANDAT_I_FORBUND = """
SELECT m.id, m.organ, m.grund, m.till, m.alla_forbund, f.id, f.slug, f.namn, f.kortnamn
  FROM register_granskningsmandat m JOIN register_forbund f ON f.slug = %s
 WHERE m.konto_id = %s AND m.fran <= %s AND m.till >= %s
   AND (m.alla_forbund
        OR EXISTS (SELECT FROM register_mandatforbund o WHERE o.mandat_id = m.id AND o.forbund_id = f.id))
 ORDER BY m.till, m.id
 LIMIT 1
"""


def mandat_i_forbund(konto_id: int, slug: str, dag: date) -> tuple[Mandatrad, Forbund] | None:
    """The mandate in force that opens the förbund to the konto, with what the frame shows of the förbund: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_MANDAT_I_FORBUND, [slug, konto_id, dag, dag])
        rad = cursor.fetchone()
    if rad is None:
        return None
    pk, organ, grund, till, alla, forbund_id, slug, namn, kortnamn = rad
    mandat = Mandatrad(pk, organ, grund, till, frozenset() if alla else frozenset({forbund_id}))
    return mandat, Forbund(pk=forbund_id, slug=slug, namn=namn, kortnamn=kortnamn)


def nyckelhash(klartext: str) -> str:
    """SHA-256: enough for a key of 256 random bits."""
    return hashlib.sha256(klartext.encode()).hexdigest()


def giltig_nyckel(hashad: str, dag: date) -> Apinyckel | None:
    """The key with this hash, when it is neither recalled nor past its last day and its konto is open."""
    return (
        Apinyckel.objects.filter(hash=hashad, aterkallad=None, till__gte=dag, konto__is_active=True)
        .select_related("konto", "forbund")
        .first()
    )


def nycklar_for_konto(konto_id: int) -> QuerySet[Apinyckel]:
    return Apinyckel.objects.filter(konto_id=konto_id).select_related("forbund").order_by("-skapad")


def aktivt_forbund() -> Forbund:
    """The one förbund that is open."""
    return Forbund.objects.get(pk__in=tenancy.aktivt().las)


def forbund_med_ids(ids: Iterable[int]) -> QuerySet[Forbund]:
    return Forbund.objects.filter(pk__in=list(ids)).order_by("kortnamn")


def alla_forbund() -> QuerySet[Forbund]:
    return Forbund.objects.order_by("kortnamn")


def medlemmar_i_kraft(dag: date) -> QuerySet[Medlem]:
    """Members of the open förbund on the day, FK and AF first, then by name."""
    return (
        Medlem.objects.filter(Q(till=None) | Q(till__gte=dag), fran__lte=dag)
        .select_related("organisation")
        .order_by("organisation__slag", "organisation__namn")
    )
