"""Text in another language than its page's says so, wherever it stands."""

from __future__ import annotations

import pytest

from silkline.render.tongues import mark_tongues


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>Economic Daily (经济日报): News</p>",
         '<p>Economic Daily (<span lang="zh">经济日报</span>): News</p>'),
        ("<td>State Council (国函〔2018〕93号).</td>",
         '<td>State Council (<span lang="zh">国函〔2018〕93号</span>).</td>'),
        ("<td>中国数字经济发展报告（2022年）</td>",
         '<td><span lang="zh">中国数字经济发展报告（2022年）</span></td>'),
        ('<td><span class="zh" lang="zh-Hans">北京</span></td>',
         '<td><span class="zh" lang="zh-Hans">北京</span></td>'),
        ('<a title="北京" href="#">Beijing</a>', '<a title="北京" href="#">Beijing</a>'),
        ("<option>北京</option>", "<option>北京</option>"),
        ("<p>No “other” text… at all</p>", "<p>No “other” text… at all</p>"),
    ],
)  # fmt: skip
def test_chinese_in_an_english_page_is_marked(html: str, marked: str):
    assert mark_tongues(html, "en") == marked


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>与Ministry of Commerce（2021）一致。</p>",
         '<p>与<span lang="en">Ministry of Commerce</span>（2021）一致。</p>'),
        ("<p>UNCTAD的数据，按GDP计算。</p>", "<p>UNCTAD的数据，按GDP计算。</p>"),
        ('<p lang="en">Two words</p>', '<p lang="en">Two words</p>'),
        ("<p>奥兰（Åland Islands）</p>", '<p>奥兰（<span lang="en">Åland Islands</span>）</p>'),
        ("<code>import pandas as pd</code>", "<code>import pandas as pd</code>"),
        ("<p>来自UN Trade and Development (UNCTAD)。</p>",
         '<p>来自<span lang="en">UN Trade and Development (UNCTAD)</span>。</p>'),
    ],
)  # fmt: skip
def test_english_in_a_chinese_page_is_marked(html: str, marked: str):
    assert mark_tongues(html, "zh") == marked
