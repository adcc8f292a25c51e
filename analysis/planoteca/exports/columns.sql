-- Every table and view with its comment, and its columns in order with theirs.
WITH relations AS (
    SELECT table_name AS name, comment FROM duckdb_tables() WHERE database_name = 'plans'
    UNION ALL
    SELECT view_name AS name, comment FROM duckdb_views()
    WHERE database_name = 'plans' AND NOT internal
)
SELECT
    relations.name,
    relations.comment,
    columns.column_name,
    columns.data_type,
    columns.comment AS column_comment
FROM relations
JOIN duckdb_columns() AS columns
    ON columns.database_name = 'plans' AND columns.table_name = relations.name
ORDER BY relations.name, columns.column_index;
