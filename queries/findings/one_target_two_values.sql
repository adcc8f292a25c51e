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
-- Where a plan has more than 300 promises of one measure, or more than 30 in the words of one of them,
-- it cannot be told which are the same: they are not compared.
WITH figure AS (
    SELECT
        commitment.* EXCLUDE (baseline_value, baseline_unit),
        quantity.position,
        'target'         AS what,
        quantity.value,
        coalesce(quantity.value_text, '') AS printed,
        quantity.value_text,
        quantity.unit_id,
        quantity.comparator_id,
        quantity.subject
    FROM commitment
    JOIN quantity ON quantity.commitment_id = commitment.commitment_id
    UNION ALL BY NAME
    SELECT
        * EXCLUDE (baseline_value, baseline_unit),
        0                AS position,
        'baseline'       AS what,
        baseline_value   AS value,
        ''               AS printed,
        baseline_unit    AS unit_id,
        'baseline'       AS comparator_id
    FROM commitment
    WHERE baseline_value IS NOT NULL
),
several AS (
    SELECT coding_id, what, position, unit_id, comparator_id
    FROM figure
    GROUP BY ALL
    HAVING min(value) <> max(value)
),
worded AS (
    SELECT
        concat_ws(':', commitment_id, what, position) AS figure_id,
        document_id,
        coding_id,
        sequence,
        position,
        what,
        section,
        statement,
        statement_en,
        deadline_year,
        line_start,
        page_start,
        value,
        coalesce(value_text, number_plain(value))   AS value_text,
        printed_step(value, printed) / 2            AS half_step,
        unit_id,
        comparator_id,
        coalesce(verbatim, statement)               AS words,
        word_stems(coalesce(verbatim, statement))   AS stems,
        CASE WHEN comparator_id <> 'count' THEN list_sort(word_stems(subject)) END AS subject_stems
    FROM figure
    SEMI JOIN several USING (coding_id, what, position, unit_id, comparator_id)
),
-- A bit for each stem: as many bits as differ, so many stems at least do.
measured AS (
    SELECT
        *,
        hash(coding_id, what, position, unit_id, comparator_id, list_sort(list_intersect(stems, [
            'urban', 'rural', 'mujer', 'varon', 'hombr', 'inici', 'prima', 'secun', 'super', 'prime',
            'segun', 'terce', 'cuart', 'norte', 'orien', 'occid', 'alta', 'baja', 'infan', 'adult', 'joven'
        ])))                                        AS measure,
        list_bit_or([1::UBIGINT << (hash(stem) % 64) FOR stem IN stems]) AS bits,
        len(stems)                                  AS size,
        CASE WHEN len(subject_stems) >= 2 THEN hash(subject_stems) END AS subject_hash
    FROM worded
),
sketch AS MATERIALIZED (
    SELECT figure_id, measure, sequence, section, comparator_id, value, half_step, deadline_year, bits, size, subject_hash
    FROM measured
),
few AS (
    SELECT measure FROM sketch GROUP BY measure HAVING min(value) <> max(value) AND count(*) <= 300
),
compact AS (
    FROM sketch SEMI JOIN few USING (measure)
),
-- All pairs that can be alike: of two lists that share three quarters, a seventh of the stems differ.
candidate AS (
    SELECT one.figure_id, other.figure_id AS other_id
    FROM compact AS one
    JOIN compact AS other
        ON other.measure = one.measure
        AND other.sequence > one.sequence
        AND abs(other.value - one.value) > other.half_step + one.half_step
        AND coalesce(other.deadline_year = one.deadline_year, true)
        AND (other.section <> one.section OR one.comparator_id <> 'count')
        AND (
            7 * bit_count(xor(one.bits, other.bits))::INTEGER <= one.size + other.size
            OR (one.subject_hash = other.subject_hash AND one.section <> other.section)
        )
    QUALIFY count(*) OVER (PARTITION BY one.figure_id) <= 30
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
            AND one.subject_stems = other.subject_stems
            AND likeness(word_stems(one.statement), word_stems(other.statement)) >= 0.3,
            false
        )                AS has_same_subject,
        proper_stems(one.words)   AS names,
        proper_stems(other.words) AS other_names,
        [one.line_start, other.line_start]      AS numbers,
        least(one.page_start, other.page_start) AS page
    FROM candidate
    JOIN measured AS one ON one.figure_id = candidate.figure_id
    JOIN measured AS other ON other.figure_id = candidate.other_id
),
compared AS (
    SELECT *, section <> other_section AS is_elsewhere
    FROM paired
    WHERE (
            likeness >= CASE WHEN section = other_section THEN 0.9 ELSE 0.75 END
            OR (has_same_subject AND section <> other_section)
        )
        AND len(list_intersect(names, other_names)) >= least(len(names), len(other_names))
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
