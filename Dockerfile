# First the locked packages, into a virtual environment ...
FROM python:3.12-slim AS packages
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

# ... then the directory itself, run by a user who may write the search index and the downloads and nothing else.
FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
RUN SECRET_KEY=for-this-step-only ALLOWED_HOSTS=localhost python manage.py collectstatic --no-input
RUN useradd --system directory && install --directory --owner directory /index /downloads
ENV SEARCH_INDEX_DIR=/index DATA_DIR=/downloads
USER directory
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=5)"]
CMD ["gunicorn", "directory.wsgi", "--bind", "0.0.0.0:8000"]
