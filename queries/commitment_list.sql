-- question: What does each plan promise, commitment by commitment, and where does it stand in it?
-- pregunta: ¿Qué promete cada plan, compromiso por compromiso, y dónde está en él?
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter dimension_id VARCHAR = NULL: only this dimension
-- column commitment_id: the commitment
-- column document_id: the plan
-- column document: title of the plan
-- column sequence: reading order
-- column kind: target, action or proposal
-- column kind_es: kind, in Spanish
-- column kind_en: kind, in English
-- column dimension_id: the dimension; blank for commitments under another axis
-- column dimension_es: dimension, in Spanish
-- column dimension_en: dimension, in English
-- column axis: heading it stands under
-- column problem: the problem it answers
-- column objective: the objective it serves
-- column statement: the promise
-- column statement_en: the promise, in English
-- column verbatim: the promise as printed
-- column deadline: deadline as coded
-- column deadline_es: deadline, in Spanish
-- column deadline_en: deadline, in English
-- column deadline_year: year the deadline falls in
-- column measurability: outcome, output, activity or aspiration
-- column measurability_es: grade, in Spanish
-- column measurability_en: grade, in English
-- column accomplished: written as already accomplished
-- column page_start: page
-- column line_start: first line
-- column line_end: last line
SELECT
    commitment_id,
    document_id,
    document,
    sequence,
    kind,
    kind_es,
    kind_en,
    dimension_id,
    dimension_es,
    dimension_en,
    axis,
    problem,
    objective,
    statement,
    statement_en,
    verbatim,
    deadline,
    deadline_es,
    deadline_en,
    deadline_year,
    measurability,
    measurability_es,
    measurability_en,
    accomplished,
    page_start,
    line_start,
    line_end
FROM plan_commitment
WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    AND (getvariable('dimension_id') IS NULL OR dimension_id = getvariable('dimension_id')::VARCHAR)
ORDER BY document, document_id, sequence;
