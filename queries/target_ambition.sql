-- question: How far would each target with a known baseline go, and would it make things better?
-- pregunta: ¿Cuánto avanzaría cada meta cuya línea de base se conoce, y sería una mejora?
-- parameter document_id VARCHAR = NULL: only this plan
-- column commitment_id: the commitment
-- column position: order of the quantity in its commitment
-- column document_id: the plan
-- column document: title of the plan
-- column dimension_id: the dimension
-- column dimension_es: dimension, in Spanish
-- column dimension_en: dimension, in English
-- column statement: the promise
-- column statement_en: the promise, in English
-- column subject: what is measured
-- column subject_en: what is measured, in English
-- column indicator_id: indicator of the target; blank when neither its words nor its baseline name one
-- column indicator_es: indicator, in Spanish
-- column indicator_en: indicator, in English
-- column polarity: which way of the indicator is better
-- column baseline_value: the figure of the present state, as stated
-- column baseline_unit: unit of that figure
-- column baseline_year: year of that figure, where the plan gives one
-- column baseline_place: place of that figure
-- column baseline_start: the baseline on the target's scale: 100 minus it for a complement; blank when only related
-- column target_value: the value promised
-- column unit_id: unit of the value promised
-- column unit_symbol: symbol of the unit
-- column comparator_id: how the value relates to what it measures
-- column comparator_es: comparator, in Spanish
-- column comparator_en: comparator, in English
-- column deadline_year: year the target falls due, where stated
-- column reading: level: the value is where the target ends; difference: the size of the change in its unit; ambiguous: "by" so many percent of a share, which may be points or percent; blank for a range
-- column target_level: where the target ends; blank when it cannot be told
-- column change_points: target minus baseline on the target's scale, in its unit (percentage points of a share); blank when it cannot be told
-- column change_pct: the same in percent of the baseline
-- column level_if_points: of an ambiguous target, where it ends if it means points
-- column level_if_percent: of an ambiguous target, where it ends if it means percent of the baseline
-- column years: years of the term until the deadline, or until its end when none is stated, both ends counted
-- column change_points_per_year: change_points over years
-- column direction: improves, worsens or unchanged, by the indicator's polarity; blank when it cannot be told or is arguable
-- column relation: same, complement or related
-- column method: same_row, or where the baseline is elsewhere in the plan same_indicator or complement
-- column page_start: page of the promise
-- column line_start: first line of the promise
-- column line_end: last line of the promise
-- column baseline_page: page of the statistic that states the baseline
-- column baseline_line_start: first line of that statistic
-- column baseline_line_end: last line of that statistic
WITH linked AS (
    SELECT
        quantity.commitment_id,
        quantity.position,
        quantity.document_id,
        document.title       AS document,
        commitment.dimension_id,
        dimension.label_es   AS dimension_es,
        dimension.label_en   AS dimension_en,
        commitment.statement,
        commitment.statement_en,
        commitment.deadline_year,
        commitment.page_start,
        commitment.line_start,
        commitment.line_end,
        quantity.value,
        quantity.subject,
        quantity.subject_en,
        quantity.unit_id,
        unit.symbol          AS unit_symbol,
        quantity.comparator_id,
        comparator.label_es  AS comparator_es,
        comparator.label_en  AS comparator_en,
        baseline_link.indicator_id,
        indicator.label_es   AS indicator_es,
        indicator.label_en   AS indicator_en,
        indicator.polarity,
        baseline_link.baseline_value,
        baseline_link.baseline_unit,
        baseline_link.baseline_year,
        baseline_link.relation,
        baseline_link.method,
        statistic.place_name AS baseline_place,
        statistic.page       AS baseline_page,
        statistic.line_start AS baseline_line_start,
        statistic.line_end   AS baseline_line_end,
        CASE
            WHEN baseline_link.baseline_unit <> quantity.unit_id THEN NULL
            WHEN baseline_link.relation = 'same' THEN baseline_link.baseline_value
            WHEN baseline_link.relation = 'complement' THEN round(100 - baseline_link.baseline_value, 6)
        END AS baseline_start,
        coalesce(commitment.deadline_year, document.period_end) - document.period_start + 1
            AS years_given
    FROM baseline_link
    JOIN quantity
        ON quantity.commitment_id = baseline_link.commitment_id
        AND quantity.position = baseline_link.position
    JOIN commitment ON commitment.commitment_id = baseline_link.commitment_id
    JOIN coding ON coding.coding_id = quantity.coding_id AND coding.is_preferred
    JOIN document ON document.document_id = quantity.document_id
    JOIN unit ON unit.unit_id = quantity.unit_id
    JOIN comparator ON comparator.comparator_id = quantity.comparator_id
    LEFT JOIN dimension ON dimension.dimension_id = commitment.dimension_id
    LEFT JOIN statistic ON statistic.statistic_id = baseline_link.statistic_id
    LEFT JOIN indicator ON indicator.indicator_id = baseline_link.indicator_id
    WHERE (getvariable('document_id') IS NULL OR quantity.document_id = getvariable('document_id')::VARCHAR)
),
reading AS (
    SELECT
        *,
        CASE
            WHEN comparator_id IN ('reduce_to', 'increase_to', 'reach', 'achieve_share') THEN 'level'
            WHEN comparator_id NOT IN ('reduce_by', 'increase_by') THEN NULL
            WHEN unit_id <> 'percent' OR regexp_matches(statement, '(?i)puntos?\s+porcentual') THEN 'difference'
            ELSE 'ambiguous'
        END AS reading,
        CASE comparator_id WHEN 'reduce_by' THEN -value WHEN 'increase_by' THEN value END AS difference
    FROM linked
),
levels AS (
    SELECT
        *,
        CASE reading
            WHEN 'level' THEN value
            WHEN 'difference' THEN round(baseline_start + difference, 6)
        END AS target_level,
        CASE reading
            WHEN 'level' THEN round(value - baseline_start, 6)
            WHEN 'difference' THEN difference
        END AS change_points
    FROM reading
),
changes AS (
    SELECT
        *,
        CASE WHEN years_given >= 1 THEN years_given END AS years,
        sign(coalesce(change_points, difference))
            * CASE polarity WHEN 'higher_better' THEN 1 WHEN 'lower_better' THEN -1 END AS gain
    FROM levels
)
SELECT
    commitment_id,
    position,
    document_id,
    document,
    dimension_id,
    dimension_es,
    dimension_en,
    statement,
    statement_en,
    subject,
    subject_en,
    indicator_id,
    indicator_es,
    indicator_en,
    polarity,
    baseline_value,
    baseline_unit,
    baseline_year,
    baseline_place,
    baseline_start,
    value AS target_value,
    unit_id,
    unit_symbol,
    comparator_id,
    comparator_es,
    comparator_en,
    deadline_year,
    reading,
    target_level,
    change_points,
    round(100 * change_points / nullif(baseline_start, 0), 6) AS change_pct,
    CASE reading WHEN 'ambiguous' THEN round(baseline_start + difference, 6) END AS level_if_points,
    CASE reading WHEN 'ambiguous' THEN round(baseline_start * (1 + difference / 100), 6) END
        AS level_if_percent,
    years,
    round(change_points / years, 6) AS change_points_per_year,
    CASE gain WHEN 1 THEN 'improves' WHEN 0 THEN 'unchanged' WHEN -1 THEN 'worsens' END AS direction,
    relation,
    method,
    page_start,
    line_start,
    line_end,
    baseline_page,
    baseline_line_start,
    baseline_line_end
FROM changes
ORDER BY document, document_id, line_start, commitment_id, position;
