"""Problems as SARIF."""

from __future__ import annotations

import json

from silkline.explain import explanations
from silkline.problems import Location, Problem, Severity
from silkline.sarif import SCHEMA, render_sarif


def test_a_problem_is_a_result_with_its_rule_and_place() -> None:
    told = explanations()["TB004"]
    where = Location(path="datapackages/a b/data/x.csv", line=7, column=4, field="obs_value")
    problem = Problem(where=where, code="TB004", message="not a number", hint="write 1.")
    assert json.loads(render_sarif([problem], "1.2.3")) == {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "silkline",
                        "version": "1.2.3",
                        "rules": [
                            {
                                "id": "TB004",
                                "shortDescription": {"text": told.title},
                                "fullDescription": {"text": told.why},
                                "help": {"text": told.mend},
                            }
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "TB004",
                        "ruleIndex": 0,
                        "level": "error",
                        "message": {"text": "not a number. write 1."},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "datapackages/a%20b/data/x.csv"},
                                    "region": {"startLine": 7},
                                }
                            }
                        ],
                    }
                ],
            }
        ],
    }


def test_a_problem_of_a_whole_file_has_no_region_and_a_warning_is_one() -> None:
    problem = Problem(
        where=Location(path="mkdocs.yml"), code="CF001", message="x", severity=Severity.WARNING
    )
    (result,) = json.loads(render_sarif([problem], "1"))["runs"][0]["results"]
    assert result["level"] == "warning"
    assert result["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "mkdocs.yml"}}}
    ]


def test_nothing_wrong_is_a_run_without_results() -> None:
    assert json.loads(render_sarif([], "1"))["runs"][0]["results"] == []
