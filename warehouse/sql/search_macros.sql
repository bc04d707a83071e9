-- Words are folded: small letters without accents, U.S. as us, F-16s as f16; single letters are none.
CREATE OR REPLACE MACRO search.words_of(content) AS list_filter(
    string_split_regex(
        regexp_replace(
            regexp_replace(
                lower(strip_accents(content)),
                '\b([a-z])\.([a-z])\.(?:([a-z])\.)?', '\1\2\3', 'g'
            ),
            '\b([a-z]{1,3})-?(\d{1,3}(?:[a-rt-z][a-z]*)?)s?\b', '\1\2', 'g'
        ),
        '[^\p{L}\p{N}]+'
    ),
    lambda word: length(word) BETWEEN 2 AND 40 OR word BETWEEN '0' AND '9'
);

CREATE OR REPLACE MACRO search.stems_of(query) AS TABLE
SELECT DISTINCT v.stem
FROM (SELECT unnest(search.words_of(query)) AS word) AS asked
JOIN search.vocabulary AS v ON v.word = asked.word;

-- BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza 2009).
CREATE OR REPLACE MACRO search.ranked(sought, query) AS TABLE
WITH held AS (
    SELECT p.*, count(*) OVER (PARTITION BY p.stem) AS frequency
    FROM search.postings AS p
    SEMI JOIN search.stems_of(query) AS s ON s.stem = p.stem
    WHERE p.kind = sought
)
SELECT
    any_value(e.key) AS key,
    count(*) AS matched,
    sum(
        ln(1 + (t.passages - h.frequency + 0.5) / (h.frequency + 0.5))
        * h.occurrences * 2.2
        / (h.occurrences + 1.2 * (0.25 + 0.75 * e.words / t.mean_words))
        ORDER BY h.stem
    ) AS score
FROM held AS h
JOIN search.passages AS e ON e.passage = h.passage
JOIN search.totals AS t ON t.kind = h.kind
GROUP BY h.passage;

CREATE OR REPLACE MACRO search.forms_of(query) AS (
    SELECT list(v.word ORDER BY v.word)
    FROM search.vocabulary AS v SEMI JOIN search.stems_of(query) AS s ON s.stem = v.stem
    WHERE v.passages > 0
);

-- Around the first word found, in one line; where only another spelling was, the beginning.
CREATE OR REPLACE MACRO search.snippet_at(content, place, chars) AS
    if(place > 61, '… ', '')
    || trim(regexp_replace(
        regexp_replace(
            regexp_replace(substring(content, greatest(place - 60, 1), chars), '\s+', ' ', 'g'),
            if(place > 61, '^\S*\s', '^'), ''
        ),
        if(length(content) >= greatest(place - 60, 1) + chars, '\s\S*$', '$'), ''
    ))
    || if(length(content) >= greatest(place - 60, 1) + chars, ' …', '');

CREATE OR REPLACE MACRO search.first_place(folded, forms) AS coalesce(
    list_min(list_transform(forms, lambda form: nullif(instr(folded, ' ' || form), 0))), 1
);

CREATE OR REPLACE MACRO search_documents(query) AS TABLE
WITH found AS (
    SELECT
        row_number() OVER (ORDER BY r.matched DESC, r.score DESC, d.document_id) AS rank,
        r.matched, round(r.score, 3) AS score, d.*,
        ' ' || lower(strip_accents(d.text)) AS folded
    FROM search.ranked('document', query) AS r
    JOIN documents AS d ON d.document_id = r.key
)
SELECT
    rank, matched, score, document_id, published, publisher, title,
    search.snippet_at(text, search.first_place(folded, search.forms_of(query)), 240) AS snippet,
    uri, url, input_id
FROM found
ORDER BY rank;

CREATE OR REPLACE MACRO search_evidence(query) AS TABLE
SELECT
    row_number() OVER (ORDER BY r.matched DESC, r.score DESC, f.report_id) AS rank,
    r.matched, round(r.score, 3) AS score,
    m.event_id, f.report_id, f.document_id,
    f.type, f.status, f.alleged, f.date, f.country, f.place, f.evidence,
    f.published, f.publisher, f.title, f.uri, f.url, f.input_id
FROM search.ranked('evidence', query) AS r
JOIN report_facts AS f ON f.report_id = r.key
LEFT JOIN current_event_reports AS m ON m.report_id = f.report_id
ORDER BY rank;

COMMENT ON MACRO TABLE search_documents IS
    'Current documents that have words of the query, those with more of them first, then by BM25.';
COMMENT ON MACRO TABLE search_evidence IS
    'Current reports whose quotes have words of the query, each with its event, ranked likewise.';
COMMENT ON MACRO search.words_of IS
    'The words of a text, folded: small letters without accents, U.S. as us, F-16s as f16';
COMMENT ON MACRO TABLE search.stems_of IS
    'The stems of the words of a question, those that the index has';
COMMENT ON MACRO TABLE search.ranked IS
    'The passages of a kind that have words of a question, with BM25 (k1 = 1.2, b = 0.75)';
COMMENT ON MACRO search.forms_of IS
    'The words of the index that share a stem with one of a question';
COMMENT ON MACRO search.snippet_at IS
    'So many characters of a text around a place, in one line';
COMMENT ON MACRO search.first_place IS
    'Where in a folded text one of some words stands first; 1 where none does';
