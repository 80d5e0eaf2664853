"""The comparison: Splink 4 on DuckDB over the same rows. Run by an interpreter that has both; prints what it measured as JSON.

Set up as its guide says: blocking rules for prediction, Jaro-Winkler on names with term frequencies, dates by parts,
one comparison of births and one of places so that nothing is counted twice, u by random sampling, m by three sessions of
expectation maximisation.
"""

import json
import resource
import sys
import time
from importlib.metadata import version
from pathlib import Path

import duckdb
import numpy as np
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on


def main() -> None:
    """Link, write pairs beside the rows, say how long it took."""
    file, heard = Path(sys.argv[1]), sys.argv[2:] == ["heard"]
    first, last = ("first_heard", "surname_heard") if heard else ("first_name", "surname")
    wall, cpu = time.perf_counter(), time.process_time()
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.execute(f"CREATE TABLE people AS SELECT * FROM read_csv('{file}', header = true, all_varchar = true)")
    connection.execute("ALTER TABLE people ALTER unique_id TYPE INTEGER")
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on(first, last), block_on(last, "dob"), block_on(first, "dob"),
            block_on("house", "birth_year"), block_on("house", first), block_on(last, "birth_year"),
            block_on(first, "birth_year", "village"),
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds(first, [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds(last, [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.CustomComparison(
                output_column_name="birth",
                comparison_levels=[
                    {"sql_condition": "birth_year_l IS NULL OR birth_year_r IS NULL", "label_for_charts": "unknown", "is_null_level": True},
                    cll.ExactMatchLevel("dob"), cll.DamerauLevenshteinLevel("dob", 1),
                    {"sql_condition": "(dob_l IS NULL OR dob_r IS NULL) AND birth_year_l = birth_year_r", "label_for_charts": "year alone"},
                    {"sql_condition": "dob_l[1:4] = dob_r[1:4] AND dob_l[6:7] = dob_r[9:10] AND dob_l[9:10] = dob_r[6:7]", "label_for_charts": "day and month swapped"},
                    cll.ElseLevel(),
                ],
            ),
            cl.CustomComparison(
                output_column_name="place",
                comparison_levels=[cll.NullLevel("house"), cll.ExactMatchLevel("house"), cll.ExactMatchLevel("village"), cll.ElseLevel()],
            ),
            cl.ExactMatch("sex"),
        ],
        retain_intermediate_calculation_columns=False, retain_matching_columns=False,
    )  # fmt: skip
    linker = Linker("people", settings, DuckDBAPI(connection=connection))
    linker.training.estimate_probability_two_random_records_match([block_on(first, last, "dob")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on(first, last), block_on(last, "dob"), block_on(first, "dob")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
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
