"""The comparison: Splink 4 on DuckDB over the same rows. Run by an interpreter that has both; prints what it measured as JSON.

Set up as its guide says: four blocking rules for prediction, Jaro-Winkler on names with term frequencies, dates by parts,
u by random sampling, m by expectation maximisation twice.
"""

import json
import resource
import sys
import time
from importlib.metadata import version
from pathlib import Path

import duckdb
import numpy as np
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on


def main() -> None:
    """Link, write pairs beside the rows, say how long it took."""
    file = Path(sys.argv[1])
    wall, cpu = time.perf_counter(), time.process_time()
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.execute(f"CREATE TABLE people AS SELECT * FROM read_csv('{file}', header = true, all_varchar = true)")
    connection.execute("ALTER TABLE people ALTER unique_id TYPE INTEGER")
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("first_name", "surname"), block_on("surname", "dob"), block_on("first_name", "dob"),
            block_on("house", "birth_year"), block_on("house", "first_name"), block_on("surname", "birth_year"),
            block_on("first_name", "birth_year", "village"),
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds("first_name", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("surname", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("birth_year"), cl.ExactMatch("house"), cl.ExactMatch("village"), cl.ExactMatch("title"),
        ],
        retain_intermediate_calculation_columns=False, retain_matching_columns=False,
    )  # fmt: skip
    linker = Linker("people", settings, DuckDBAPI(connection=connection))
    linker.training.estimate_probability_two_random_records_match(
        [block_on("first_name", "surname", "dob")], recall=0.4
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
    found = linker.inference.predict(threshold_match_probability=0.05).as_duckdbpyrelation()
    rows = found.select("unique_id_l, unique_id_r, match_weight").fetchnumpy()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    out = file.with_suffix(".npz")
    np.savez(
        out,
        l=rows["unique_id_l"].astype(np.int64),
        r=rows["unique_id_r"].astype(np.int64),
        p=rows["match_weight"].astype(float),
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {
        "wall": wall,
        "cpu": cpu,
        "mb": memory,
        "version": version("splink"),
        "duckdb": version("duckdb"),
        "file": str(out),
    }
    sys.stdout.write("\n" + json.dumps(told))


if __name__ == "__main__":
    main()
