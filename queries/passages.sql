-- question: Where do the plans speak of something? Accents and case are ignored.
-- pregunta: ¿Dónde hablan los planes de algo? No importan tildes ni mayúsculas.
-- parameter text VARCHAR: words to look for in statement, problem, objective and printed passage
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter dimension_id VARCHAR = NULL: only this dimension
-- column commitment_id: the commitment
-- column document_id: the plan
-- column document: title of the plan
-- column dimension_id: the dimension
-- column dimension_es: dimension, in Spanish
-- column dimension_en: dimension, in English
-- column problem: the problem it answers
-- column objective: the objective it serves
-- column statement: the promise
-- column statement_en: the promise, in English
-- column verbatim: the promise as printed
-- column page_start: page
-- column line_start: first line
-- column line_end: last line
SELECT
    commitment_id,
    document_id,
    document,
    dimension_id,
    dimension_es,
    dimension_en,
    problem,
    objective,
    statement,
    statement_en,
    verbatim,
    page_start,
    line_start,
    line_end
FROM plan_commitment
WHERE regexp_matches(
        concat_ws(' ', statement, statement_en, problem, objective, verbatim),
        plain_pattern(trim(getvariable('text')::VARCHAR))
    )
    AND (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    AND (getvariable('dimension_id') IS NULL OR dimension_id = getvariable('dimension_id')::VARCHAR)
ORDER BY document, document_id, line_start, commitment_id;
