-- question: Which plans, or which of their pages, could not be read, and why?
-- pregunta: ¿Qué planes, o qué páginas suyas, no se pudieron leer, y por qué?
-- column document_id: the plan
-- column document: title of the plan
-- column file_name: file
-- column media_type: format of the file, blank when it could not be read at all
-- column pages: number of pages, where the format has them
-- column coverage: the state of coverage
-- column reason: why it could not be read
SELECT
    document_id,
    title           AS document,
    file_name,
    media_type,
    pages,
    coverage,
    coverage_reason AS reason
FROM document
WHERE coverage_reason IS NOT NULL
ORDER BY document, document_id;
