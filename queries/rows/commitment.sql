-- Rows of `commitment`. A deadline within the term is a year of it.
SELECT
    format('{}:c{:04d}', coding_id, made.sequence) AS commitment_id,
    coding_id,
    document_id,
    made.sequence,
    made.kind,
    made.section,
    made.dimension AS dimension_id,
    made.axis,
    made.problem,
    made.objective,
    made.indicator_text,
    made.statement,
    made.statement_en,
    made.verbatim,
    made.page_start,
    made.page_end,
    made.line_start,
    made.line_end,
    made.deadline,
    CASE
        WHEN made.deadline = 'end_of_term' THEN period_end
        WHEN regexp_full_match(made.deadline, '[0-9]{4}') THEN try_cast(made.deadline AS INTEGER)
        ELSE period_start + CASE made.deadline
            WHEN 'first_100_days' THEN 0
            WHEN 'first_year' THEN 0
            WHEN 'second_year' THEN 1
            WHEN 'first_half_of_term' THEN 1
            WHEN 'third_year' THEN 2
        END
    END AS deadline_year,
    made.measurability,
    made.accomplished,
    made.baseline_value,
    made.baseline_unit,
    made.baseline_relation,
    made.notes
FROM (
    SELECT coding_id, document_id, period_start, period_end, unnest(commitments) AS made
    FROM (
        SELECT coding_id, document_id, period_start, period_end, commitments
        FROM coded ORDER BY place_in_corpus
    )
);
