-- Finding names in spite of misspellings and ё/е. Both are trusted extensions: the owner of the
-- database may create them. In schema public they serve every module.
create extension if not exists pg_trgm schema public;
create extension if not exists unaccent schema public;
