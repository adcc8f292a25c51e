-- question: Which data is this: build, versions, time and size?
-- pregunta: ¿Qué datos son estos: compilación, versiones, fecha y tamaño?
-- column build_id: identity of the data; cite it
-- column version: version of Planoteca
-- column codebook_version: version of the codebook
-- column created_at: when it was built (UTC)
-- column documents: number of plans
-- column commitments: number of commitments, preferred codings
-- column statistics: number of statistics, preferred codings
SELECT
    build_id,
    version,
    codebook_version,
    created_at,
    documents,
    commitments,
    statistics
FROM build
ORDER BY build_id;
