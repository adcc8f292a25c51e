-- question: Which commitments name poverty, in the promise, its problem, its objective or its indicator?
-- pregunta: ¿Qué compromisos nombran la pobreza, en la promesa, su problema, su objetivo o su indicador?
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter place_id VARCHAR = NULL: only plans of this place
-- column commitment_id: the commitment
-- column document_id: the plan
-- column document: title of the plan
-- column place_id: INEI ubigeo of the plan's place
-- column place_name: place of the plan
-- column dimension_id: the dimension
-- column dimension_es: dimension, in Spanish
-- column dimension_en: dimension, in English
-- column problem: the problem it answers
-- column objective: the objective it serves
-- column statement: the promise
-- column statement_en: the promise, in English
-- column measurability: grade of measurability
-- column page_start: page
-- column line_start: first line
-- column line_end: last line
SELECT
    commitment_id,
    document_id,
    document,
    place_id,
    place_name,
    dimension_id,
    dimension_es,
    dimension_en,
    problem,
    objective,
    statement,
    statement_en,
    measurability,
    page_start,
    line_start,
    line_end
FROM plan_commitment
WHERE (
        names_poverty(statement)
        OR names_poverty(statement_en)
        OR names_poverty(problem)
        OR names_poverty(objective)
        OR names_poverty(indicator_text)
    )
    AND (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    AND (getvariable('place_id') IS NULL OR place_id = getvariable('place_id')::VARCHAR)
ORDER BY document, document_id, line_start NULLS LAST, page_start, commitment_id;
