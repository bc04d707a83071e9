-- What the batches bring, each key once. Of equal keys the least row is kept, so that neither the
-- order of files nor that of batches shows.
CREATE OR REPLACE TEMP TABLE staged_sources AS
SELECT * FROM read_parquet(getvariable('sources_files'))
QUALIFY row_number() OVER (
    PARTITION BY source_id
    ORDER BY file_uri, blob_sha256, locator NULLS FIRST, format, input_id NULLS FIRST
) = 1;

CREATE OR REPLACE TEMP TABLE staged_documents AS
SELECT
    n.*,
    coalesce(d.extracted_at <= getvariable('started'), true) AS fresh
FROM read_parquet(getvariable('documents_files')) AS n
LEFT JOIN documents AS d USING (document_id)
QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY n.input_id NULLS LAST) = 1;

CREATE OR REPLACE TEMP TABLE staged_reports AS
SELECT
    n.*,
    coalesce(r.last_seen <= getvariable('started'), true) AS fresh
FROM read_parquet(getvariable('reports_files')) AS n
LEFT JOIN reports AS r USING (report_id)
QUALIFY row_number() OVER (
    PARTITION BY report_id
    ORDER BY n.ordinal, n.confidence DESC, n.frame, n.extractor, spans, n.alternatives,
        n.attribution
) = 1;

CREATE OR REPLACE TEMP TABLE staged_rejects AS
SELECT * FROM read_parquet(getvariable('rejects_files'))
QUALIFY row_number() OVER (PARTITION BY reject_id ORDER BY message, excerpt) = 1;
