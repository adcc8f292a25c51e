-- Rows of `line`: what the plans print, without running headers and footers.
SELECT document_id, printed.line, printed.page, printed.text
FROM (
    SELECT document_id, unnest(text) AS printed
    FROM (SELECT document_id, text FROM coded ORDER BY place_in_corpus)
)
WHERE NOT printed.is_furniture;
