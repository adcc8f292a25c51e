"""Reports: parameterised notebooks run over the database, exported as pages that work offline."""
