# The only room that knows nbclient and nbformat. A story comes in as bytes with the data it may
# read; it goes out with every cell already turned into safe HTML, so that nothing later on has to
# trust what a notebook holds.
"""Stories: notebooks run in isolation, their outputs reduced to prose, tables and charts."""

from silkline.notebooks.job import NotebookJob, NotebookRun
from silkline.notebooks.page import cite_html, story_html, with_prose
from silkline.notebooks.run import run_notebook
from silkline.notebooks.template import install_template, page_made, strip_styles

__all__ = [
    "NotebookJob",
    "NotebookRun",
    "install_template",
    "page_made",
    "run_notebook",
    "story_html",
    "strip_styles",
    "cite_html",
    "with_prose",
]
