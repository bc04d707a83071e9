-- Makes the index from what there is to find and from what an earlier index holds of it. `earlier` is
-- the snapshot with that index, or an empty one. stem() is of the extension fts.
CREATE OR REPLACE TEMP TABLE texts AS
SELECT kind, key, content, hash(content) AS hash
FROM (
    -- A title's words count twice.
    SELECT 'document' AS kind, document_id AS key, concat_ws(' ', title, title, text) AS content
    FROM current_documents
    UNION ALL
    SELECT 'evidence', s.report_id, string_agg(DISTINCT s.quote, ' ' ORDER BY s.quote)
    FROM spans AS s SEMI JOIN current_reports AS r ON r.report_id = s.report_id
    GROUP BY s.report_id
);

CREATE OR REPLACE TEMP TABLE gone AS
SELECT passage, kind, key FROM earlier.search.passages ANTI JOIN texts USING (kind, key, hash);
CREATE OR REPLACE TEMP TABLE added AS
SELECT
    (SELECT coalesce(max(passage), 0) FROM earlier.search.passages)
    + row_number() OVER (ORDER BY kind, key) AS passage,
    kind, key, content, hash
FROM texts ANTI JOIN earlier.search.passages USING (kind, key, hash);

-- What is gone is told by the earlier snapshot.
CREATE OR REPLACE TEMP TABLE tokens AS
SELECT kind, passage, word, here, count(*) AS occurrences
FROM (
    SELECT kind, passage, here, unnest(search.words_of(content)) AS word
    FROM (
        SELECT kind, passage, content, true AS here FROM added
        UNION ALL
        SELECT kind, passage, concat_ws(' ', d.title, d.title, d.text), false
        FROM gone JOIN earlier.documents AS d ON d.document_id = key
        WHERE kind = 'document'
        UNION ALL
        SELECT kind, passage, string_agg(DISTINCT s.quote, ' '), false
        FROM gone JOIN earlier.spans AS s ON s.report_id = key
        WHERE kind = 'evidence'
        GROUP BY ALL
    )
)
ANTI JOIN search.stopwords USING (word)
GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE changed AS
SELECT
    word, stem(word, 'english') AS root,
    coalesce(v.passages, 0) AS before, coalesce(v.passages, 0) + t.more AS passages
FROM (SELECT word, sum(if(here, 1, -1)) AS more FROM tokens GROUP BY word) AS t
LEFT JOIN earlier.search.vocabulary AS v USING (word);

-- Stems with words that passages began or ceased to have: all of their forms are made anew.
CREATE OR REPLACE TEMP TABLE renewed AS
SELECT DISTINCT root FROM changed WHERE (before > 0) <> (passages > 0);

INSERT INTO search.stems
FROM earlier.search.stems
UNION ALL
SELECT
    (SELECT coalesce(max(stem), 0) FROM earlier.search.stems) + row_number() OVER (ORDER BY root),
    root
FROM renewed ANTI JOIN earlier.search.stems USING (root)
ORDER BY stem;

CREATE OR REPLACE TEMP TABLE seen AS
SELECT word, s.root, v.passages
FROM earlier.search.vocabulary AS v
JOIN search.stems AS s USING (stem)
SEMI JOIN renewed AS r ON r.root = s.root
ANTI JOIN changed USING (word)
WHERE v.passages > 0
UNION ALL
SELECT word, root, passages FROM changed SEMI JOIN renewed USING (root) WHERE passages > 0;

-- Other forms of what was seen: who asks for deployments finds where troops are deployed.
CREATE OR REPLACE TEMP TABLE forms AS
WITH bases AS (
    SELECT root, word AS base FROM seen
    UNION
    SELECT root, regexp_replace(word, '(s|es|ies|ed|ing|al|als|ment|ments|e|y)$', '') FROM seen
),
formed AS (
    SELECT DISTINCT root, base || suffix AS word
    FROM bases, (
        SELECT unnest(
            ['', 'e', 's', 'es', 'y', 'ies', 'd', 'ed', 'ing', 'er', 'ers', 'al', 'als', 'ment', 'ments']
        ) AS suffix
    )
)
SELECT f.word, s.stem, coalesce(seen.passages, 0) AS passages
FROM formed AS f
JOIN search.stems AS s ON s.root = f.root
LEFT JOIN seen ON seen.word = f.word
WHERE stem(f.word, 'english') = f.root;

INSERT INTO search.vocabulary
SELECT word, stem, coalesce(c.passages, v.passages)
FROM earlier.search.vocabulary AS v LEFT JOIN changed AS c USING (word)
WHERE stem NOT IN (SELECT stem FROM search.stems SEMI JOIN renewed USING (root))
UNION ALL
FROM forms
ORDER BY word;

INSERT INTO search.postings FROM earlier.search.postings ANTI JOIN gone USING (passage);
INSERT INTO search.postings
SELECT t.kind, s.stem, t.passage, sum(t.occurrences)
FROM tokens AS t
JOIN changed AS c ON c.word = t.word
JOIN search.stems AS s ON s.root = c.root
WHERE t.here
GROUP BY ALL ORDER BY ALL;

INSERT INTO search.passages FROM earlier.search.passages ANTI JOIN gone USING (passage);
INSERT INTO search.passages
SELECT a.passage, a.kind, a.key, coalesce(p.words, 0), a.hash
FROM added AS a
LEFT JOIN (SELECT passage, sum(occurrences) AS words FROM tokens WHERE here GROUP BY passage) AS p
    ON p.passage = a.passage
ORDER BY a.passage;

INSERT INTO search.totals
SELECT kind, count(*), greatest(avg(words), 1) FROM search.passages GROUP BY kind ORDER BY kind;
