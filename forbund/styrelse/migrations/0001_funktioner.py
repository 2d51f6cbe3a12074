"""What the constraints of the board's tables use: GiST over plain columns, and the question whether a § is locked."""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

UPP = """
CREATE FUNCTION styrelse_ar_last(p bigint, s bigint) RETURNS boolean LANGUAGE plpgsql AS
$$ BEGIN
  RETURN EXISTS (SELECT 1 FROM styrelse_punkt WHERE id = p AND justerad IS NOT NULL)
    OR EXISTS (SELECT 1 FROM styrelse_protokoll WHERE justerat IS NOT NULL
               AND sammantrade_id = coalesce(s, (SELECT sammantrade_id FROM styrelse_punkt WHERE id = p)));
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("grund", "0001_funktioner")]
    operations = [BtreeGistExtension(), migrations.RunSQL(UPP, "DROP FUNCTION styrelse_ar_last(bigint, bigint)")]
