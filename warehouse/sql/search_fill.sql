-- A title's words count twice. stem() is of the extension fts.
CREATE OR REPLACE TEMP TABLE texts AS
SELECT row_number() OVER (ORDER BY kind, key) AS passage, kind, key, content
FROM (
    SELECT 'document' AS kind, document_id AS key, concat_ws(' ', title, title, text) AS content
    FROM current_documents
    UNION ALL
    SELECT 'evidence', s.report_id, string_agg(DISTINCT s.quote, ' ')
    FROM spans AS s SEMI JOIN current_reports AS r ON r.report_id = s.report_id
    GROUP BY s.report_id
);
CREATE OR REPLACE TEMP TABLE tokens AS
SELECT kind, passage, word, count(*) AS occurrences
FROM (SELECT kind, passage, unnest(search.words_of(content)) AS word FROM texts)
ANTI JOIN search.stopwords USING (word)
GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE seen AS
SELECT word, stem(word, 'english') AS stem FROM (SELECT DISTINCT word FROM tokens);

-- Other forms of what was seen: who asks for deployments finds where troops are deployed.
INSERT INTO search.vocabulary
WITH bases AS (
    SELECT stem, word AS base FROM seen
    UNION
    SELECT stem, regexp_replace(word, '(s|es|ies|ed|ing|al|als|ment|ments|e|y)$', '') FROM seen
),
forms AS (
    SELECT DISTINCT stem, base || suffix AS word
    FROM bases, (
        SELECT unnest(
            ['', 'e', 's', 'es', 'y', 'ies', 'd', 'ed', 'ing', 'er', 'ers', 'al', 'als', 'ment', 'ments']
        ) AS suffix
    )
)
SELECT word, dense_rank() OVER (ORDER BY stem), word IN (SELECT word FROM seen)
FROM forms
WHERE stem(word, 'english') = stem
ORDER BY word;

INSERT INTO search.postings
SELECT t.kind, v.stem, t.passage, sum(t.occurrences)
FROM tokens AS t JOIN search.vocabulary AS v ON v.word = t.word
GROUP BY ALL ORDER BY ALL;

INSERT INTO search.passages
SELECT t.passage, t.kind, t.key, coalesce(p.words, 0)
FROM texts AS t
LEFT JOIN (SELECT passage, sum(occurrences) AS words FROM search.postings GROUP BY passage) AS p
    ON p.passage = t.passage
ORDER BY t.passage;

INSERT INTO search.totals
SELECT kind, count(*), greatest(avg(words), 1) FROM search.passages GROUP BY kind ORDER BY kind;
DROP TABLE texts;
DROP TABLE tokens;
DROP TABLE seen;
