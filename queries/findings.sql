-- question: Where does each plan contradict itself, and what does its own arithmetic say?
-- pregunta: ¿Dónde se contradice cada plan, y qué dice su propia aritmética?
-- parameter document_id VARCHAR = NULL: only this plan
-- column finding_id: the finding
-- column document_id: the plan
-- column document: title of the plan
-- column rule: the rule of queries/findings that found it
-- column rule_es: rule, in Spanish
-- column rule_en: rule, in English
-- column severity: error (no reading makes the figures agree) or warning (arguable)
-- column severity_es: severity, in Spanish
-- column severity_en: severity, in English
-- column message_es: the finding, in Spanish
-- column message_en: the finding, in English
-- column stated: what the plan states, as printed
-- column expected: what would be consistent; blank where it cannot be told
-- column page: first page concerned
-- column lines: lines concerned, separated by semicolons
-- column line_start: first of the lines
-- column line_end: last of the lines
-- column commitment_id: the commitment that stands at its first line or page; blank when none does
-- column statistic_id: else the statistic that stands there; blank when none does
WITH standing AS (
    SELECT
        finding.finding_id,
        min(commitment.commitment_id) AS commitment_id
    FROM finding
    JOIN commitment
        ON commitment.coding_id = finding.coding_id
        AND coalesce(
            finding.line_start BETWEEN commitment.line_start AND commitment.line_end,
            finding.page BETWEEN commitment.page_start AND coalesce(commitment.page_end, commitment.page_start)
        )
    WHERE (getvariable('document_id') IS NULL OR finding.document_id = getvariable('document_id')::VARCHAR)
    GROUP BY finding.finding_id
),
stated_there AS (
    SELECT
        finding.finding_id,
        min(statistic.statistic_id) AS statistic_id
    FROM finding
    JOIN statistic
        ON statistic.coding_id = finding.coding_id
        AND coalesce(
            finding.line_start BETWEEN statistic.line_start AND statistic.line_end,
            finding.page = statistic.page
        )
    WHERE (getvariable('document_id') IS NULL OR finding.document_id = getvariable('document_id')::VARCHAR)
    GROUP BY finding.finding_id
)
SELECT
    finding.finding_id,
    finding.document_id,
    document.title            AS document,
    finding.rule,
    finding_rule.label_es     AS rule_es,
    finding_rule.label_en     AS rule_en,
    finding.severity,
    severity.label_es         AS severity_es,
    severity.label_en         AS severity_en,
    finding.message_es,
    finding.message_en,
    finding.stated,
    finding.expected,
    finding.page,
    finding.lines,
    finding.line_start,
    finding.line_end,
    standing.commitment_id,
    CASE WHEN standing.commitment_id IS NULL THEN stated_there.statistic_id END AS statistic_id
FROM finding
JOIN coding ON coding.coding_id = finding.coding_id AND coding.is_preferred
JOIN document ON document.document_id = finding.document_id
JOIN code AS finding_rule
    ON finding_rule.vocabulary = 'finding_rules' AND finding_rule.code = finding.rule
JOIN code AS severity ON severity.vocabulary = 'severities' AND severity.code = finding.severity
LEFT JOIN standing ON standing.finding_id = finding.finding_id
LEFT JOIN stated_there ON stated_there.finding_id = finding.finding_id
WHERE (getvariable('document_id') IS NULL OR finding.document_id = getvariable('document_id')::VARCHAR)
ORDER BY document.title, finding.document_id, finding.severity, finding.page, finding.line_start, finding.finding_id;
