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
SELECT
    findings.document_id,
    findings.document,
    findings.rule,
    findings.rule_es,
    findings.rule_en,
    findings.severity,
    findings.severity_es,
    findings.severity_en,
    count(*) AS findings
FROM findings
JOIN code AS finding_rule
    ON finding_rule.vocabulary = 'finding_rules' AND finding_rule.code = findings.rule
GROUP BY ALL
ORDER BY findings.document, findings.document_id, findings.severity, min(finding_rule.position), findings.rule;
