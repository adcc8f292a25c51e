-- What the rules of queries/findings share; each can be used in any query on the database.

CREATE MACRO printed_step(value, value_text) AS coalesce(
    power(10, round(log10([
        step
        FOR step IN [
            abs(nullif(value, 0)) / nullif(regexp_replace(token, '\D', '', 'g')::DOUBLE, 0)
            FOR token IN regexp_extract_all(value_text, '\d([\d.,\s\x{00A0}]*\d)?')
        ]
        IF abs(log10(step) - round(log10(step))) < 0.000001
    ][1]))),
    power(10, -length(regexp_extract(value::VARCHAR, '\.(\d*[1-9])0*$', 1)))
);
COMMENT ON MACRO printed_step IS 'The unit of the last printed digit: 1 for 3,414, 0.01 for 55,26, 100000 for 2,6 millones';

CREATE MACRO number_plain(value) AS regexp_replace(format('{:.4f}', value::DOUBLE), '\.?0+$', '');
COMMENT ON MACRO number_plain IS 'A number as a plain decimal of at most four places: 3414, 24.7775';

CREATE MACRO number_en(value) AS
    replace(regexp_replace(format('{:,.4f}', value::DOUBLE), '\.?0+$', ''), '-', '−');
COMMENT ON MACRO number_en IS 'A number as written in English: 3,414.5';

CREATE MACRO number_es(value) AS translate(number_en(value), ',.', chr(160) || ',');
COMMENT ON MACRO number_es IS 'A number as written in Spanish: 3 414,5';

CREATE MACRO amount_en(value, unit_id, symbol) AS
    number_en(value) || CASE unit_id
        WHEN 'percent' THEN '%'
        ELSE coalesce(chr(160) || nullif(symbol, ''), '')
    END;
COMMENT ON MACRO amount_en IS 'A number and its unit as written in English: 39%, 2,261 km²';

CREATE MACRO amount_es(value, unit_id, symbol) AS
    number_es(value) || coalesce(chr(160) || nullif(symbol, ''), '');
COMMENT ON MACRO amount_es IS 'A number and its unit as written in Spanish: 39 %, 2 261 km²';

CREATE MACRO line_list(numbers) AS
    nullif(array_to_string(list_sort(list_distinct(numbers)), ';'), '');
COMMENT ON MACRO line_list IS 'Line numbers in order, once each, separated by semicolons; NULL when there is none';

CREATE MACRO plain_name(name) AS trim(lower(strip_accents(name)));
COMMENT ON MACRO plain_name IS 'A name without case and accents, to compare';

CREATE MACRO plain_pattern(text) AS '(?i)' || array_to_string([
    coalesce(
        MAP {
            'a': '[aàáâãäå]', 'c': '[cç]', 'e': '[eèéêë]', 'i': '[iìíîï]', 'n': '[nñ]',
            'o': '[oòóôõö]', 'u': '[uùúûü]', 'y': '[yýÿ]'
        }[letter],
        regexp_escape(letter)
    ) || '\pM*'
    FOR letter IN string_split(plain_name(text), '')
], '');
COMMENT ON MACRO plain_pattern IS 'A regular expression for a text whatever its case and accents';

CREATE MACRO names_poverty(text) AS -- bounds of words are slow to look for
    regexp_matches(text, '(?i)pobre|poor|poverty') AND regexp_matches(text, '(?i)\b(pobre|poor\b|poverty)');
COMMENT ON MACRO names_poverty IS 'Whether a text speaks of the poor or of poverty, in Spanish or English';

CREATE MACRO word_stems(phrase) AS list_distinct([
    left(word, 5) FOR word IN regexp_extract_all(lower(strip_accents(phrase)), '[a-z]{4,}')
]);
COMMENT ON MACRO word_stems IS 'The first five letters of every word of four letters or more, once each';

CREATE MACRO proper_stems(phrase) AS list_distinct([
    left(lower(word), 5)
    FOR word IN regexp_extract_all(strip_accents(phrase), '[a-z,] ([A-Z][a-z]{3,})', 1)
]);
COMMENT ON MACRO proper_stems IS 'word_stems of the words with a capital inside a sentence: names';

CREATE MACRO likeness(stems, others) AS
    len(list_intersect(stems, others))
    / greatest(1, len(stems) + len(others) - len(list_intersect(stems, others)));
COMMENT ON MACRO likeness IS 'The share of two lists that both have (Jaccard): 0 for nothing, 1 for the same';

CREATE MACRO excerpt(phrase) AS
    CASE WHEN length(phrase) > 90 THEN trim(left(phrase, 88)) || '…' ELSE phrase END;
COMMENT ON MACRO excerpt IS 'A text of at most 90 characters, to name it in a sentence';

CREATE MACRO search_word(word) AS
    replace(replace(replace(replace(replace(replace(replace(replace(replace(
        regexp_escape(lower(strip_accents(word))),
        'a', '[aàáâãä]'), 'e', '[eèéêë]'), 'i', '[iìíîï]'), 'o', '[oòóôõö]'), 'u', '[uùúûü]'),
        'n', '[nñ]'), 'c', '[cç]'),
        '\*', '[0-9A-Za-zÀ-ÖØ-öø-ÿ]*'), '\?', '[0-9A-Za-zÀ-ÖØ-öø-ÿ]');
COMMENT ON MACRO search_word IS 'A regular expression for a word with or without its accents; * for any letters, ? for one';

CREATE MACRO search_words(phrase) AS [
    search_word(word) FOR word IN regexp_split_to_array(trim(phrase, E' \t\n'), '\s+')
];
COMMENT ON MACRO search_words IS 'search_word of each word of a phrase';

CREATE MACRO search_phrase(words) AS array_to_string(words, '[^0-9A-Za-zÀ-ÖØ-öø-ÿ]+');
COMMENT ON MACRO search_phrase IS 'A regular expression for words one after the other';

CREATE MACRO search_alone(expression) AS
    '(?i)(?:^|[^0-9A-Za-zÀ-ÖØ-öø-ÿ])(?:' || expression || ')(?:[^0-9A-Za-zÀ-ÖØ-öø-ÿ]|$)';
COMMENT ON MACRO search_alone IS 'A regular expression for whole words, whatever their case';

-- DuckDB 1.4 makes NULL of an empty list, later ones make ''.
CREATE MACRO search_begun(words) AS coalesce(array_to_string([
    search_phrase(words[:length]) || '[^0-9A-Za-zÀ-ÖØ-öø-ÿ]*$' FOR length IN range(1, len(words))
], '|'), '');
COMMENT ON MACRO search_begun IS 'A regular expression for the first words of a phrase at the end of a line';

CREATE MACRO search_broken(words) AS coalesce(array_to_string([
    search_phrase(words[:length]) || '[^0-9A-Za-zÀ-ÖØ-öø-ÿ]*\n[^0-9A-Za-zÀ-ÖØ-öø-ÿ]*'
        || search_phrase(words[length + 1:])
    FOR length IN range(1, len(words))
], '|'), '');
COMMENT ON MACRO search_broken IS 'A regular expression for a phrase that goes on in the next line';
