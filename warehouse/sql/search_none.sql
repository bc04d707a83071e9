-- The snapshot before the first one: nothing to find, and nothing said.
CREATE SCHEMA earlier.search;
CREATE TABLE earlier.search.passages AS FROM search.passages LIMIT 0;
CREATE TABLE earlier.search.stems AS FROM search.stems LIMIT 0;
CREATE TABLE earlier.search.vocabulary AS FROM search.vocabulary LIMIT 0;
CREATE TABLE earlier.search.postings AS FROM search.postings LIMIT 0;
CREATE TABLE earlier.documents AS FROM documents LIMIT 0;
CREATE TABLE earlier.spans AS FROM spans LIMIT 0;
