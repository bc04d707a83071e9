-- Counts are taken from the rows, so that loading twice counts once.
MERGE INTO runs AS o
USING (
    SELECT
        n.*,
        (SELECT count(*) FROM inputs WHERE loaded_run = n.run_id) AS files_read,
        (SELECT count(*) FROM sources WHERE last_run = n.run_id) AS sources,
        (SELECT count(*) FROM documents WHERE extracted_run = n.run_id) AS documents,
        (SELECT count(*) FROM documents WHERE first_run = n.run_id) AS documents_new,
        (SELECT count(copy_of) FROM documents WHERE first_run = n.run_id) AS copies,
        (SELECT count(*) FROM rejects WHERE last_run = n.run_id) AS rejects,
        made.*
    FROM staged_run AS n
    LEFT JOIN (
        SELECT
            made_by_run AS run_id,
            count(*) FILTER (type = 'visit') AS visits,
            count(*) FILTER (type = 'meeting') AS meetings,
            count(*) FILTER (type = 'deployment') AS deployments,
            count(*) FILTER (type = 'transfer') AS transfers
        FROM reports GROUP BY ALL
    ) AS made USING (run_id)
) AS n ON o.run_id = n.run_id
WHEN MATCHED THEN UPDATE SET
    finished = n.finished, status = n.status, versions = n.versions, settings = n.settings,
    files_found = n.files_found, files_unchanged = n.files_unchanged, files_read = n.files_read,
    sources = n.sources, documents = n.documents, documents_new = n.documents_new,
    copies = n.copies, rejects = n.rejects, visits = coalesce(n.visits, 0),
    meetings = coalesce(n.meetings, 0), deployments = coalesce(n.deployments, 0),
    transfers = coalesce(n.transfers, 0)
WHEN NOT MATCHED THEN INSERT (
    run_id, started, finished, status, version, versions, settings, files_found, files_unchanged,
    files_read, sources, documents, documents_new, copies, rejects,
    visits, meetings, deployments, transfers
) VALUES (
    n.run_id, n.started, n.finished, n.status, n.version, n.versions, n.settings, n.files_found,
    n.files_unchanged, n.files_read, n.sources, n.documents, n.documents_new, n.copies, n.rejects,
    coalesce(n.visits, 0), coalesce(n.meetings, 0), coalesce(n.deployments, 0),
    coalesce(n.transfers, 0)
);
