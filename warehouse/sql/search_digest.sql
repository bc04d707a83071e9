SELECT concat_ws(
    ' ',
    (SELECT count(*) || ':' || sum(hash(document_id, title, text)::HUGEINT) FROM current_documents),
    (
        SELECT count(*) || ':' || sum(hash(s.report_id, s.quote)::HUGEINT)
        FROM spans AS s SEMI JOIN current_reports AS r ON r.report_id = s.report_id
    )
)
