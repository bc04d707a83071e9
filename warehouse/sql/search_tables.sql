-- The index by words lives in snapshots alone: it follows from the documents and spans beside it.
-- Ask it through search_documents() and search_evidence().
CREATE SCHEMA IF NOT EXISTS search;

CREATE OR REPLACE TABLE search.basis (release VARCHAR NOT NULL);
COMMENT ON TABLE search.basis IS 'What made the index, one row.';
COMMENT ON COLUMN search.basis.release IS 'Hash of how an index is made and of the stop words';

CREATE OR REPLACE TABLE search.stopwords (word VARCHAR NOT NULL);
COMMENT ON TABLE search.stopwords IS 'Words too common to be looked for.';
COMMENT ON COLUMN search.stopwords.word IS 'The word, folded';

CREATE OR REPLACE TABLE search.passages (
    passage INTEGER NOT NULL, kind VARCHAR NOT NULL, key UUID NOT NULL, words INTEGER NOT NULL,
    hash UBIGINT NOT NULL
);
COMMENT ON TABLE search.passages IS 'What can be found: a current document, or the evidence of a current report.';
COMMENT ON COLUMN search.passages.passage IS 'Number of the passage; it keeps it while its words stay the same';
COMMENT ON COLUMN search.passages.kind IS 'document or evidence';
COMMENT ON COLUMN search.passages.key IS 'document_id or report_id';
COMMENT ON COLUMN search.passages.words IS 'Its length in words, without stop words; those of a title count twice';
COMMENT ON COLUMN search.passages.hash IS 'Hash of what it says';

CREATE OR REPLACE TABLE search.stems (stem INTEGER NOT NULL, root VARCHAR NOT NULL);
COMMENT ON TABLE search.stems IS 'What the forms of a word have in common.';
COMMENT ON COLUMN search.stems.stem IS 'Number of the stem; it keeps it for good';
COMMENT ON COLUMN search.stems.root IS 'The stem (Porter2)';

CREATE OR REPLACE TABLE search.vocabulary (
    word VARCHAR NOT NULL, stem INTEGER NOT NULL, passages INTEGER NOT NULL
);
COMMENT ON TABLE search.vocabulary IS 'Every word that passages have, and its other forms, with their stem: so a query needs no stemmer.';
COMMENT ON COLUMN search.vocabulary.word IS 'The word, folded: small letters without accents';
COMMENT ON COLUMN search.vocabulary.stem IS 'Number of the stem that it shares with its other forms';
COMMENT ON COLUMN search.vocabulary.passages IS 'How many passages have it; with none it is a form of one that is there';

CREATE OR REPLACE TABLE search.postings (
    kind VARCHAR NOT NULL, stem INTEGER NOT NULL, passage INTEGER NOT NULL,
    occurrences INTEGER NOT NULL
);
COMMENT ON TABLE search.postings IS 'Which stem occurs in which passage.';
COMMENT ON COLUMN search.postings.kind IS 'document or evidence';
COMMENT ON COLUMN search.postings.stem IS 'Number of the stem';
COMMENT ON COLUMN search.postings.passage IS 'Number of the passage';
COMMENT ON COLUMN search.postings.occurrences IS 'How often it occurs there; in a title counts twice';

CREATE OR REPLACE TABLE search.totals (
    kind VARCHAR NOT NULL, passages BIGINT NOT NULL, mean_words DOUBLE NOT NULL
);
COMMENT ON TABLE search.totals IS 'How much there is to find.';
COMMENT ON COLUMN search.totals.kind IS 'document or evidence';
COMMENT ON COLUMN search.totals.passages IS 'Number of passages';
COMMENT ON COLUMN search.totals.mean_words IS 'Mean length in words';
