ALTER TABLE countries ADD COLUMN aliases VARCHAR;
COMMENT ON COLUMN countries.aliases IS 'Other English names, joined by |';
