"""What PostgreSQL refuses in the board's tables: frozen columns, and everything that hangs on a justerad §."""

from typing import Any

from django.db import models

from forbund.grund.constraints import SqlConstraint


class Fryst(SqlConstraint):
    """No DELETE, and no UPDATE but that an empty column of `utom` gets its value, once the SQL condition holds."""

    def __init__(self, *, name: str, nar: str = "true", utom: tuple[str, ...] = ()) -> None:
        super().__init__(name=name)
        self.nar = nar
        self.utom = tuple(utom)

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "nar": self.nar, "utom": self.utom}  # type: ignore[return-value]

    def sql(self, model: type[models.Model], q: Any) -> str:
        tabell = q(model._meta.db_table)
        utan = "".join(f" - '{kolumn}'" for kolumn in self.utom)
        andrat = f"(to_jsonb(OLD){utan}) IS DISTINCT FROM (to_jsonb(NEW){utan})" + "".join(
            f" OR (OLD.{kolumn} IS NOT NULL AND OLD.{kolumn} IS DISTINCT FROM NEW.{kolumn})" for kolumn in self.utom
        )
        return (
            f"CREATE TRIGGER {q(self.name + '_u')} BEFORE UPDATE ON {tabell} FOR EACH ROW"
            f" WHEN (({self.nar}) AND ({andrat})) EXECUTE FUNCTION finsam_oforanderlig();"
            f"CREATE TRIGGER {q(self.name + '_d')} BEFORE DELETE ON {tabell} FOR EACH ROW"
            f" WHEN ({self.nar}) EXECUTE FUNCTION finsam_oforanderlig()"
        )

    def bort(self, model: type[models.Model], q: Any) -> str:
        tabell = q(model._meta.db_table)
        return f"DROP TRIGGER {q(self.name + '_u')} ON {tabell}; DROP TRIGGER {q(self.name + '_d')} ON {tabell}"


class JusteratSkydd(SqlConstraint):
    """No INSERT, UPDATE or DELETE of a row that hangs on a justerat protokoll or a justerad § (R28).

    `punkt` and `sammantrade` are SQL expressions over the row `rad` (one of them is enough). The function opens the
    row's own förbund for reading, so that nobody gets past it with an empty reading list.
    """

    def __init__(self, *, name: str, punkt: str = "NULL", sammantrade: str = "NULL", nya: bool = True) -> None:
        super().__init__(name=name)
        self.punkt = punkt
        self.sammantrade = sammantrade
        self.nya = nya

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        egna = {"punkt": self.punkt, "sammantrade": self.sammantrade, "nya": self.nya}
        return path, args, {**kwargs, **egna}  # type: ignore[return-value]

    def sql(self, model: type[models.Model], q: Any) -> str:
        tabell, funktion = q(model._meta.db_table), q(self.name)
        handelser = "INSERT OR UPDATE OR DELETE" if self.nya else "UPDATE OR DELETE"
        return f"""
CREATE FUNCTION {funktion}() RETURNS trigger LANGUAGE plpgsql AS $f$
DECLARE
  rad {tabell};
  fore text := coalesce(current_setting('finsam.las', true), '');
  last boolean;
BEGIN
  FOR nr IN 1..2 LOOP
    CONTINUE WHEN (nr = 1 AND TG_OP = 'INSERT') OR (nr = 2 AND TG_OP = 'DELETE');
    IF nr = 1 THEN rad := OLD; ELSE rad := NEW; END IF;
    PERFORM set_config('finsam.las', rad.forbund_id::text, true);
    last := styrelse_ar_last(({self.punkt})::bigint, ({self.sammantrade})::bigint);
    PERFORM set_config('finsam.las', fore, true);
    IF last THEN
      RAISE EXCEPTION 'Raden i % hör till ett justerat protokoll', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
  END LOOP;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $f$;
CREATE TRIGGER {q(self.name + "_t")} BEFORE {handelser} ON {tabell} FOR EACH ROW EXECUTE FUNCTION {funktion}()"""

    def bort(self, model: type[models.Model], q: Any) -> str:
        return f"DROP TRIGGER {q(self.name + '_t')} ON {q(model._meta.db_table)}; DROP FUNCTION {q(self.name)}()"
