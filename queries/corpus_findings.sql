-- question: How common is each kind of contradiction: in how many plans, how many times?
-- pregunta: ¿Qué tan común es cada tipo de contradicción: en cuántos planes, cuántas veces?
-- column rule: the rule of queries/findings
-- column rule_es: rule, in Spanish
-- column rule_en: rule, in English
-- column description_es: what the rule looks for, in Spanish
-- column description_en: what the rule looks for, in English
-- column severity: gravest severity found; blank where the rule found nothing
-- column severity_es: severity, in Spanish
-- column severity_en: severity, in English
-- column plans: number of plans with such a finding
-- column plans_pct: percent of the plans that have commitments or statistics
-- column findings: number of findings
WITH found AS (
    SELECT
        finding.rule,
        min(finding.severity)               AS severity,
        count(DISTINCT finding.document_id) AS plans,
        count(*)                            AS findings
    FROM finding
    JOIN coding ON coding.coding_id = finding.coding_id AND coding.is_preferred
    GROUP BY finding.rule
),
coded AS (
    SELECT count(*) AS plans
    FROM coding
    WHERE is_preferred
        AND (
            coding_id IN (SELECT coding_id FROM commitment)
            OR coding_id IN (SELECT coding_id FROM statistic)
        )
)
SELECT
    finding_rule.code                              AS rule,
    finding_rule.label_es                          AS rule_es,
    finding_rule.label_en                          AS rule_en,
    finding_rule.description_es,
    finding_rule.description_en,
    found.severity,
    severity.label_es                              AS severity_es,
    severity.label_en                              AS severity_en,
    coalesce(found.plans, 0)                       AS plans,
    100 * coalesce(found.plans, 0) / nullif(coded.plans, 0) AS plans_pct,
    coalesce(found.findings, 0)                    AS findings
FROM code AS finding_rule
CROSS JOIN coded
LEFT JOIN found ON found.rule = finding_rule.code
LEFT JOIN code AS severity ON severity.vocabulary = 'severities' AND severity.code = found.severity
WHERE finding_rule.vocabulary = 'finding_rules'
ORDER BY findings DESC, rule;
