-- question: Which targets, or their baselines, have two values in the plan?
-- pregunta: ¿Qué metas, o sus líneas de base, tienen dos valores en el plan?
-- column document_id: the plan
-- column coding_id: the coding the finding was computed from
-- column severity: error or warning
-- column lines: lines concerned, separated by semicolons
-- column line_start: first of the lines
-- column line_end: last of the lines
-- column page: first page concerned
-- column stated: what the plan states
-- column expected: what would be consistent; blank where it cannot be told
-- column message_es: the finding, in Spanish
-- column message_en: the finding, in English

-- Two promises are the same target when most of their words are the same, or when they measure the
-- same subject in like words (but not when they count works); never when each names a place or one
-- names a group that the other does not. Two nearly equal rows of one table may be two works: a warning.
WITH contrast AS (
    SELECT [
        'urban', 'rural', 'mujer', 'varon', 'hombr', 'inici', 'prima', 'secun', 'super', 'prime',
        'segun', 'terce', 'cuart', 'norte', 'orien', 'occid', 'alta', 'baja', 'infan', 'adult', 'joven'
    ] AS groups
),
promise AS (
    SELECT
        commitment.*,
        word_stems(coalesce(verbatim, statement))   AS stems,
        word_stems(statement)                       AS own_stems,
        proper_stems(coalesce(verbatim, statement)) AS names,
        list_sort(list_intersect(word_stems(coalesce(verbatim, statement)), contrast.groups))
                                                    AS contrasts
    FROM commitment
    CROSS JOIN contrast
),
measured AS (
    SELECT
        promise.* EXCLUDE (baseline_value, baseline_unit),
        quantity.position,
        'target'                             AS what,
        quantity.value,
        coalesce(quantity.value_text, number_plain(quantity.value)) AS value_text,
        printed_step(quantity.value, coalesce(quantity.value_text, '')) / 2 AS half_step,
        quantity.unit_id,
        quantity.comparator_id,
        quantity.subject,
        quantity.subject_en,
        word_stems(quantity.subject)         AS subject_stems
    FROM promise
    JOIN quantity ON quantity.commitment_id = promise.commitment_id
    UNION ALL BY NAME
    SELECT
        promise.* EXCLUDE (baseline_value, baseline_unit),
        0                                    AS position,
        'baseline'                           AS what,
        promise.baseline_value               AS value,
        number_plain(promise.baseline_value) AS value_text,
        printed_step(promise.baseline_value, '') / 2 AS half_step,
        promise.baseline_unit                AS unit_id,
        'baseline'                           AS comparator_id
    FROM promise
    WHERE promise.baseline_value IS NOT NULL
),
paired AS (
    SELECT
        one.*,
        other.value      AS other_value,
        other.value_text AS other_text,
        other.section    AS other_section,
        other.sequence   AS other_sequence,
        likeness(one.stems, other.stems) AS likeness,
        coalesce(
            len(one.subject_stems) >= 2
            AND list_sort(one.subject_stems) = list_sort(other.subject_stems)
            AND likeness(one.own_stems, other.own_stems) >= 0.3
            AND one.comparator_id <> 'count',
            false
        )                AS has_same_subject,
        [one.line_start, other.line_start]    AS numbers,
        least(one.page_start, other.page_start) AS page
    FROM measured AS one
    JOIN measured AS other
        ON other.coding_id = one.coding_id
        AND other.what = one.what
        AND other.position = one.position
        AND other.unit_id = one.unit_id
        AND other.comparator_id = one.comparator_id
        AND other.sequence > one.sequence
        AND abs(other.value - one.value) > other.half_step + one.half_step
        AND coalesce(other.deadline_year = one.deadline_year, true)
        AND other.contrasts = one.contrasts
        AND len(list_intersect(one.names, other.names)) >= least(len(one.names), len(other.names))
),
compared AS (
    SELECT *, section <> other_section AS is_elsewhere
    FROM paired
    WHERE likeness >= CASE WHEN section = other_section THEN 0.9 ELSE 0.75 END
        OR (has_same_subject AND section <> other_section)
)
SELECT
    compared.document_id,
    compared.coding_id,
    CASE WHEN is_elsewhere THEN 'error' ELSE 'warning' END AS severity,
    line_list(numbers)      AS lines,
    list_min(numbers)       AS line_start,
    list_max(numbers)       AS line_end,
    page,
    value_text || '; ' || other_text AS stated,
    NULL                    AS expected,
    format(
        '{} «{}»: el plan da {} en un lugar ({}) y {} en otro ({}).',
        CASE what WHEN 'target' THEN 'La meta' ELSE 'La línea de base de' END,
        excerpt(statement),
        amount_es(value, compared.unit_id, unit.symbol), lower(section.label_es),
        amount_es(other_value, compared.unit_id, unit.symbol), lower(other_section.label_es)
    )                       AS message_es,
    format(
        '{} "{}": the plan gives {} in one place ({}) and {} in another ({}).',
        CASE what WHEN 'target' THEN 'The target' ELSE 'The baseline of' END,
        excerpt(coalesce(statement_en, statement)),
        amount_en(value, compared.unit_id, unit.symbol), lower(section.label_en),
        amount_en(other_value, compared.unit_id, unit.symbol), lower(other_section.label_en)
    )                       AS message_en
FROM compared
JOIN unit ON unit.unit_id = compared.unit_id
JOIN code AS section ON section.vocabulary = 'sections' AND section.code = compared.section
JOIN code AS other_section
    ON other_section.vocabulary = 'sections' AND other_section.code = compared.other_section
WHERE is_elsewhere OR comparator_id <> 'count'
ORDER BY compared.document_id, compared.coding_id, compared.sequence, compared.position, other_sequence;
