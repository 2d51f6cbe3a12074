"""Functions that the policies and triggers use."""

from django.db import migrations

UPP = """
CREATE FUNCTION finsam_las() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(nullif(current_setting('finsam.las', true), ''), ',')::bigint[] $$;
CREATE FUNCTION finsam_skriv() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(nullif(current_setting('finsam.skriv', true), ''), ',')::bigint[] $$;
CREATE FUNCTION finsam_konto() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('finsam.konto', true), '')::bigint $$;
CREATE FUNCTION finsam_drift() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('finsam.drift', true), '') = 'on' $$;
CREATE FUNCTION finsam_egna_personer() RETURNS bigint[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS
$$ BEGIN RETURN array(SELECT id FROM register_person WHERE konto_id = finsam_konto()); END $$;
CREATE FUNCTION finsam_oforanderlig() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  RAISE EXCEPTION 'Raden i % är låst och kan inte ändras eller tas bort', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""
NED = """
DROP FUNCTION finsam_oforanderlig(); DROP FUNCTION finsam_egna_personer(); DROP FUNCTION finsam_drift();
DROP FUNCTION finsam_konto(); DROP FUNCTION finsam_skriv(); DROP FUNCTION finsam_las();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(UPP, NED)]
