"""Wall 2: what PostgreSQL itself refuses, written by makemigrations as constraints of the model."""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

APPROLL = "finsam_app"


class SqlConstraint(models.BaseConstraint):
    """A constraint made of statements of our own; never checked in Python."""

    def sql(self, model: type[models.Model], q: Any) -> str:
        raise NotImplementedError

    def bort(self, model: type[models.Model], q: Any) -> str:
        raise NotImplementedError

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:  # inline in CREATE TABLE: run afterwards instead
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        return self.sql(model, schema_editor.quote_name)

    def remove_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        assert schema_editor is not None  # noqa: S101  # the stubs allow None, Django never sends it
        return self.bort(model, schema_editor.quote_name)

    def validate(self, *args: Any, **kwargs: Any) -> None:
        return None

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((type(self), self.name))


class RadSkydd(SqlConstraint):
    """Row-level security: read inside `finsam.las`, write inside `finsam.skriv`.

    `egen` is one more SQL condition for reading (one's own uppdrag). The `(SELECT …)` form keeps the planner's indexes.
    """

    def __init__(self, *, name: str, egen: str = "") -> None:
        super().__init__(name=name)
        self.egen = egen

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, **({"egen": self.egen} if self.egen else {})}  # type: ignore[return-value]

    def sql(self, model: type[models.Model], q: Any) -> str:
        tabell = q(model._meta.db_table)
        las = "forbund_id = ANY ((SELECT finsam_las())::bigint[])"
        skriv = "forbund_id = ANY ((SELECT finsam_skriv())::bigint[])"
        egen = f" OR {self.egen}" if self.egen else ""
        return (
            f"ALTER TABLE {tabell} ENABLE ROW LEVEL SECURITY; ALTER TABLE {tabell} FORCE ROW LEVEL SECURITY;"
            f"CREATE POLICY las ON {tabell} FOR SELECT USING ({las}{egen});"
            f"CREATE POLICY ny ON {tabell} FOR INSERT WITH CHECK ({skriv});"
            f"CREATE POLICY andra ON {tabell} FOR UPDATE USING ({skriv}) WITH CHECK ({skriv});"
            f"CREATE POLICY bort ON {tabell} FOR DELETE USING ({skriv})"
        )

    def bort(self, model: type[models.Model], q: Any) -> str:
        tabell = q(model._meta.db_table)
        return "".join(f"DROP POLICY {p} ON {tabell};" for p in ("las", "ny", "andra", "bort")) + (
            f"ALTER TABLE {tabell} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {tabell} DISABLE ROW LEVEL SECURITY"
        )


class Mandatskydd(SqlConstraint):
    """Row-level security for rows that span förbund: read by the condition `las`, written by the installation."""

    def __init__(self, *, las: str, name: str) -> None:
        super().__init__(name=name)
        self.las = las

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "las": self.las}  # type: ignore[return-value]

    def sql(self, model: type[models.Model], q: Any) -> str:
        tabell = q(model._meta.db_table)
        drift = "(SELECT finsam_drift())"
        return (
            f"ALTER TABLE {tabell} ENABLE ROW LEVEL SECURITY; ALTER TABLE {tabell} FORCE ROW LEVEL SECURITY;"
            f"CREATE POLICY las ON {tabell} FOR SELECT USING ({self.las} OR {drift});"
            f"CREATE POLICY skriv ON {tabell} FOR ALL USING ({drift}) WITH CHECK ({drift})"
        )

    def bort(self, model: type[models.Model], q: Any) -> str:
        tabell = q(model._meta.db_table)
        return (
            f"DROP POLICY las ON {tabell}; DROP POLICY skriv ON {tabell};"
            f"ALTER TABLE {tabell} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {tabell} DISABLE ROW LEVEL SECURITY"
        )


class SammaForbund(SqlConstraint):
    """A foreign key that also carries the förbund: plain ones are checked outside row-level security."""

    def __init__(self, *, falt: str, name: str) -> None:
        super().__init__(name=name)
        self.falt = falt

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "falt": self.falt}  # type: ignore[return-value]

    def sql(self, model: type[models.Model], q: Any) -> str:
        falt: Any = model._meta.get_field(self.falt)
        mal = falt.remote_field.model._meta.db_table
        return (
            f"ALTER TABLE {q(model._meta.db_table)} ADD CONSTRAINT {q(self.name)}"
            f" FOREIGN KEY (forbund_id, {q(falt.column)}) REFERENCES {q(mal)} (forbund_id, id)"
            " DEFERRABLE INITIALLY DEFERRED"
        )

    def bort(self, model: type[models.Model], q: Any) -> str:
        return f"ALTER TABLE {q(model._meta.db_table)} DROP CONSTRAINT {q(self.name)}"


class BaraTillagg(SqlConstraint):
    """Rows are added and never changed or removed, by anyone who serves requests or migrates."""

    def sql(self, model: type[models.Model], q: Any) -> str:
        tabell = q(model._meta.db_table)
        return (
            f"REVOKE UPDATE, DELETE ON {tabell} FROM {APPROLL};"
            f"CREATE TRIGGER {q(self.name)} BEFORE UPDATE OR DELETE ON {tabell}"
            " FOR EACH ROW EXECUTE FUNCTION finsam_oforanderlig()"
        )

    def bort(self, model: type[models.Model], q: Any) -> str:
        return f"DROP TRIGGER {q(self.name)} ON {q(model._meta.db_table)}"


class IngenRadering(SqlConstraint):
    """Rows are never removed, by anyone who serves requests or migrates (allmänna handlingar, their numbers)."""

    def sql(self, model: type[models.Model], q: Any) -> str:
        tabell = q(model._meta.db_table)
        return (
            f"REVOKE DELETE ON {tabell} FROM {APPROLL};"
            f"CREATE TRIGGER {q(self.name)} BEFORE DELETE ON {tabell}"
            " FOR EACH ROW EXECUTE FUNCTION finsam_oforanderlig()"
        )

    def bort(self, model: type[models.Model], q: Any) -> str:
        tabell = q(model._meta.db_table)
        return f"DROP TRIGGER {q(self.name)} ON {tabell}; GRANT DELETE ON {tabell} TO {APPROLL}"


class OforanderligNar(SqlConstraint):
    """Rows for which the SQL condition on OLD holds refuse UPDATE and DELETE (justerat, published, frozen)."""

    def __init__(self, *, villkor: str, name: str) -> None:
        super().__init__(name=name)
        self.villkor = villkor

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "villkor": self.villkor}  # type: ignore[return-value]

    def sql(self, model: type[models.Model], q: Any) -> str:
        return (
            f"CREATE TRIGGER {q(self.name)} BEFORE UPDATE OR DELETE ON {q(model._meta.db_table)}"
            f" FOR EACH ROW WHEN ({self.villkor}) EXECUTE FUNCTION finsam_oforanderlig()"
        )

    def bort(self, model: type[models.Model], q: Any) -> str:
        return f"DROP TRIGGER {q(self.name)} ON {q(model._meta.db_table)}"
