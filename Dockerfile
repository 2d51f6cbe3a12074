# Gränssnittets paket, efter låsfilen.
FROM node:22-bookworm-slim AS granssnitt
WORKDIR /bygg
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

# Pythonpaketen, efter låsfilen och bara med rätt hash.
FROM python:3.11-slim-bookworm AS paket
COPY requirements.txt /bygg/
RUN python -m venv /opt/finsam \
    && /opt/finsam/bin/pip install --no-cache-dir --require-hashes -r /bygg/requirements.txt

FROM python:3.11-slim-bookworm
# Debians egna versioner följer basbilden; pango och harfbuzz skriver PDF:erna.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --home-dir /tmp --shell /usr/sbin/nologin finsam
ENV PATH=/opt/finsam/bin:$PATH \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    FINSAM_VAR=/srv/finsam/var
WORKDIR /srv/finsam
COPY --from=paket /opt/finsam /opt/finsam
COPY --from=granssnitt /bygg/node_modules node_modules
COPY . .
RUN SECRET_KEY=bara-medan-bilden-byggs python manage.py collectstatic --noinput \
    && mkdir -p var && chown 10001 var
USER 10001
EXPOSE 8000
CMD ["gunicorn", "-c", "python:finsam.drift.gunicorn_conf", "-b", "0.0.0.0:8000"]
