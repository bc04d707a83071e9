-- What the order of reports hangs on, so that those which a new one may meet are read without their
-- documents.
ALTER TABLE resolved ADD COLUMN content_sha256 VARCHAR;
COMMENT ON COLUMN resolved.content_sha256 IS 'Hash of the words of the document';
