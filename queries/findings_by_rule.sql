-- question: How many contradictions of each kind does each plan have?
-- pregunta: ¿Cuántas contradicciones de cada tipo tiene cada plan?
-- parameter document_id VARCHAR = NULL: only this plan
-- column document_id: the plan
-- column document: title of the plan
-- column rule: the rule of queries/findings
-- column rule_es: rule, in Spanish
-- column rule_en: rule, in English
-- column severity: error or warning
-- column severity_es: severity, in Spanish
-- column severity_en: severity, in English
-- column findings: number of findings
WITH counted AS (
    SELECT
        coding_id,
        rule,
        severity,
        count(*) AS findings
    FROM finding
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    GROUP BY ALL
)
SELECT
    coding.document_id,
    document.title        AS document,
    counted.rule,
    finding_rule.label_es AS rule_es,
    finding_rule.label_en AS rule_en,
    counted.severity,
    severity.label_es     AS severity_es,
    severity.label_en     AS severity_en,
    counted.findings
FROM counted
JOIN coding ON coding.coding_id = counted.coding_id AND coding.is_preferred
JOIN document ON document.document_id = coding.document_id
JOIN code AS finding_rule
    ON finding_rule.vocabulary = 'finding_rules' AND finding_rule.code = counted.rule
JOIN code AS severity ON severity.vocabulary = 'severities' AND severity.code = counted.severity
ORDER BY document, coding.document_id, counted.severity, finding_rule.position, counted.rule;
