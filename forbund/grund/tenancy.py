"""Wall 1 between förbund, and the only door through both walls.

A scope (`Omfang`) names the förbund that may be read and written, and the konto that asks. The context managers here
set it for the Python side (`ForbundManager` filters by it and raises without it) and for PostgreSQL (row-level security
reads `finsam.las`, `finsam.skriv` and `finsam.konto`, set for the transaction only). Nothing else opens a förbund.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models.base import ModelBase
from django.db.models.expressions import Func
from django.db.models.sql.compiler import SQLCompiler

from forbund.grund.constraints import RadSkydd, SammaForbund
from forbund.grund.errors import IngetForbund

M = TypeVar("M", bound=models.Model, covariant=True)


@dataclass(frozen=True)
class Omfang:
    """What the running code may see: ids of förbund to read, to write, and the asking konto.

    `vantande` are rows of the log that wait for the scope to close; `minnen` is what has been asked once in it.
    """

    las: tuple[int, ...] = ()
    skriv: tuple[int, ...] = ()
    konto: int | None = None
    vantande: list[Any] = field(default_factory=list, compare=False)
    minnen: dict[str, Any] = field(default_factory=dict, compare=False)


STANGT = Omfang()
_aktivt: ContextVar[Omfang] = ContextVar("finsam_omfang", default=STANGT)
_fore_commit: list[Callable[[int, list[Any]], None]] = []


def aktivt() -> Omfang:
    return _aktivt.get()


def aktivt_forbund_id() -> int:
    """The one förbund that may be written now; raises IngetForbund outside `in_forbund`."""
    skriv = aktivt().skriv
    if len(skriv) != 1:
        raise IngetForbund("Inget förbund är öppet för skrivning.")
    return skriv[0]


def fore_commit(funktion: Callable[[int, list[Any]], None]) -> Callable[[int, list[Any]], None]:
    """Register what turns collected rows into stored ones just before COMMIT (the audit log)."""
    _fore_commit.append(funktion)
    return funktion


def samla(rad: Any) -> None:
    """Keep a row until the scope closes; a rolled back `savepunkt` drops its own."""
    aktivt_forbund_id()
    aktivt().vantande.append(rad)


@contextmanager
def in_forbund(forbund_id: int, *, konto: int | None = None, egen_savepunkt: bool = True) -> Iterator[None]:
    """Read and write one förbund, in one transaction; without `egen_savepunkt` it fails with the enclosing one."""
    omfang = Omfang((forbund_id,), (forbund_id,), konto if konto is not None else aktivt().konto)
    with _oppna(omfang, savepoint=egen_savepunkt):
        yield


@contextmanager
def in_flera(ids: Iterable[int], *, konto: int | None = None) -> Iterator[None]:
    """Read several förbund, write none."""
    with _oppna(Omfang(tuple(sorted(set(ids))), (), konto if konto is not None else aktivt().konto)):
        yield


@contextmanager
def in_granskning(ids: Iterable[int], *, konto: int | None = None) -> Iterator[None]:
    """Read by mandate: no writing list, and PostgreSQL refuses every write in the transaction."""
    with _oppna(Omfang(tuple(sorted(set(ids))), (), konto)):
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        yield


@contextmanager
def som_konto(konto: int) -> Iterator[None]:
    """No förbund open: only the konto's own uppdrag and mandates are visible."""
    with _oppna(Omfang((), (), konto)):
        yield


@contextmanager
def som_driften() -> Iterator[None]:
    """What stands outside every förbund: gives and ends granskningsmandat. Management commands only."""
    with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT set_config('finsam.drift', 'on', true)")
        yield
        cursor.execute("SELECT set_config('finsam.drift', '', true)")


@contextmanager
def savepunkt() -> Iterator[None]:
    """A step that may be refused: on an exception its changes and its collected rows are gone."""
    omfang = aktivt()
    fore = len(omfang.vantande)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        del omfang.vantande[fore:]
        raise


@contextmanager
def _oppna(omfang: Omfang, *, savepoint: bool = True) -> Iterator[None]:
    connection = connections[DEFAULT_DB_ALIAS]
    yttre = aktivt()
    ytterst = not connection.in_atomic_block
    with transaction.atomic(savepoint=savepoint):
        _satt(omfang)
        token = _aktivt.set(omfang)
        try:
            yield
            if not connection.needs_rollback:
                _stang(omfang, yttre)
        finally:
            _aktivt.reset(token)
        if not ytterst and not connection.needs_rollback:
            _satt(yttre)


def _stang(omfang: Omfang, yttre: Omfang) -> None:
    """Hand collected rows to the enclosing scope of the same förbund, else store them now."""
    if not omfang.vantande:
        return
    if yttre.skriv == omfang.skriv:
        yttre.vantande.extend(omfang.vantande)
        return
    for funktion in _fore_commit:
        funktion(omfang.skriv[0], omfang.vantande)


def _satt(omfang: Omfang) -> None:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('finsam.las', %s, true), set_config('finsam.skriv', %s, true),"
            " set_config('finsam.konto', %s, true)",
            [_lista(omfang.las), _lista(omfang.skriv), "" if omfang.konto is None else str(omfang.konto)],
        )


def _lista(ids: tuple[int, ...]) -> str:
    return ",".join(str(i) for i in ids)


class InomForbund(Func):
    """`forbund_id` is one of the förbund open for reading; judged when the query runs, not when it is built."""

    output_field = models.BooleanField()
    arity = 1

    def as_sql(  # type: ignore[override]  # the stubs name optional arguments that Func adds
        self, compiler: SQLCompiler, connection: Any, **extra: Any
    ) -> tuple[str, list[Any]]:
        ids = aktivt().las
        if not ids:
            raise IngetForbund("Inget förbund är öppet: använd in_forbund, in_flera eller in_granskning.")
        sql, params = compiler.compile(self.source_expressions[0])
        if len(ids) == 1:
            return f"{sql} = %s", [*params, ids[0]]
        return f"{sql} = ANY(%s)", [*params, list(ids)]


class ForbundManager(models.Manager[M]):
    """Rows of the open förbund only; a queryset may be built anywhere but is evaluated inside a scope."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(InomForbund(models.F("forbund_id")))


class ForbundBase(ModelBase):
    """Adds both database walls to every tenant model, so that makemigrations writes them."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **kwargs: Any) -> Any:
        cls: Any = super().__new__(mcs, name, bases, attrs, **kwargs)
        if cls._meta.abstract or cls._meta.proxy:
            return cls
        cls._meta.constraints = [*cls._meta.constraints, *_murar(cls)]
        cls._meta.original_attrs["constraints"] = cls._meta.constraints
        return cls


def _murar(cls: Any) -> list[models.BaseConstraint]:
    tabell = cls._meta.db_table
    murar: list[models.BaseConstraint] = [
        models.UniqueConstraint(fields=["forbund", "id"], name=f"{tabell}_forbund_unik"),
        RadSkydd(name=f"{tabell}_rls", egen=getattr(cls, "RLS_EGEN", "")),
    ]
    for fk in cls._meta.local_fields:
        if not isinstance(fk, models.ForeignKey):
            continue
        mal: Any = fk.remote_field.model
        if mal == "self" or (isinstance(mal, type) and isinstance(mal, ForbundBase)):
            murar.append(SammaForbund(falt=fk.name, name=f"{tabell}_{fk.name}_ff"))
    return murar


class ForbundKey(models.ForeignKey[Any, Any]):
    """The förbund of a row: the open one unless given. In migrations a plain foreign key, where no förbund is open."""

    def get_default(self) -> int:
        return aktivt_forbund_id()

    def deconstruct(self) -> Any:
        namn, _, args, kwargs = super().deconstruct()
        return namn, "django.db.models.ForeignKey", args, kwargs


class ForbundModel(models.Model, metaclass=ForbundBase):
    """Base of every tenant table."""

    forbund = ForbundKey("register.Forbund", on_delete=models.PROTECT, related_name="+", editable=False)
    objects: ClassVar[ForbundManager[Self]] = ForbundManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
