#!/bin/bash
# PostgreSQL's container runs this once, when its volume is new: the two roles, with passwords from the secrets.
set -euo pipefail
FINSAM_AGARE_LOSENORD=$(cat /run/secrets/agare_losenord)
FINSAM_APP_LOSENORD=$(cat /run/secrets/app_losenord)
export FINSAM_AGARE_LOSENORD FINSAM_APP_LOSENORD
psql -X -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --file /finsam/roller.sql
