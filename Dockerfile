# Landskap's command and pages; compose.yaml runs it beside a Neo4j. What builds it stays behind in the first stage.
FROM python:3.12.12-slim-bookworm AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

WORKDIR /build
RUN python -m venv /opt/landskap
ENV PATH=/opt/landskap/bin:$PATH
COPY requirements.txt ./
RUN pip install --require-hashes --only-binary :all: -r requirements.txt

COPY pyproject.toml README.md LICENSE ./
COPY model model
COPY queries queries
COPY loaders loaders
COPY viz viz
COPY api api
COPY seed seed
RUN pip install --no-deps --no-build-isolation . \
    && pip uninstall --yes editables hatchling pathspec pluggy tomlkit trove-classifiers \
    && pip uninstall --yes pip

FROM python:3.12.12-slim-bookworm

# /data is what a volume keeps: settings, and the folders that are loaded.
RUN python -m pip uninstall --yes --root-user-action ignore pip \
    && useradd --system --uid 10001 --user-group --home-dir /data --create-home landskap
COPY --from=build /opt/landskap /opt/landskap
ENV PATH=/opt/landskap/bin:$PATH HOME=/data LANDSKAP_CONFIG=/data/landskap.json XDG_DATA_HOME=/data PYTHONDONTWRITEBYTECODE=1
USER 10001
WORKDIR /data

EXPOSE 8080
CMD ["landskap", "serve", "--no-browser"]
