# One image, several roles: `docker run IMAGE rashomon api|worker|relay|migrate`. glibc, since the locked wheels are manylinux.
FROM python:3.12-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/rashomon
COPY requirements/service.txt requirements/service.txt
RUN /opt/rashomon/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements/service.txt
COPY pyproject.toml hatch_build.py README.md LICENSE NOTICE ./
COPY service service
RUN /opt/rashomon/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim-bookworm
RUN useradd --uid 10001 --create-home --home-dir /var/lib/rashomon --shell /usr/sbin/nologin rashomon
COPY --from=build /opt/rashomon /opt/rashomon
ENV PATH=/opt/rashomon/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001
WORKDIR /var/lib/rashomon
EXPOSE 8000
CMD ["rashomon", "api", "--host", "0.0.0.0"]
