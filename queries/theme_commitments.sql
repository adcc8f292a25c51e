-- question: Which commitments are about a theme, and which of their words say so?
-- pregunta: ¿Qué compromisos tratan de un tema, y qué palabras suyas lo dicen?
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter theme_id VARCHAR = NULL: only this theme
-- column commitment_id: the commitment
-- column position: order of the theme in its commitment, the best supported first
-- column document_id: the plan
-- column document: title of the plan
-- column theme_id: the theme, by the dictionary; other where no term is found
-- column theme_es: theme, in Spanish
-- column theme_en: theme, in English
-- column terms: words that name the theme, as printed
-- column found_in: text that holds them: statement, else objective, else problem
-- column statement: the promise
-- column statement_en: the promise, in English
-- column measurability: outcome, output, activity or aspiration
-- column page_start: page
-- column line_start: first line
-- column line_end: last line
SELECT
    commitment_id,
    position,
    document_id,
    document,
    theme_id,
    theme_es,
    theme_en,
    terms,
    found_in,
    statement,
    statement_en,
    measurability,
    page_start,
    line_start,
    line_end
FROM plan_theme
WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    AND (getvariable('theme_id') IS NULL OR theme_id = getvariable('theme_id')::VARCHAR)
ORDER BY document, document_id, commitment_id, position;
