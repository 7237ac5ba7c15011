# Landskap's command and pages; compose.yaml runs it beside a Neo4j.
FROM python:3.12-slim

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

WORKDIR /build
COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt

COPY pyproject.toml README.md LICENSE ./
COPY model model
COPY queries queries
COPY loaders loaders
COPY viz viz
COPY api api
COPY seed seed
RUN pip install --no-deps --no-build-isolation . && rm -r /build/*

# /data is what a volume keeps: settings, and the folders that are loaded.
RUN useradd --system --uid 10001 --home-dir /data --create-home landskap
ENV HOME=/data LANDSKAP_CONFIG=/data/landskap.json XDG_DATA_HOME=/data
USER landskap
WORKDIR /data

EXPOSE 8080
CMD ["landskap", "serve", "--no-browser"]
