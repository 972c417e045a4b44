"""Pictures as they are asked for: odd and impossible titles, long legends, charts, file names."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from geo.export.batch import suffix
from geo.export.chart_picture import chart_pdf, chart_png, chart_svg
from geo.export.form import SIZES, Form, FormError
from geo.export.lettering import LACKING
from geo.export.picture import pdf_of, png, svg
from geo.figures.figure import Legend, LegendRow, Swatch
from tests.figure_toys import ABOUT, texts, toy_chart, toy_figure


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("<b>Bold</b> & “more”", "<b>Bold</b> & “more”"),
        ("two\nlines\tand   spaces", "two lines and spaces"),
        ("{{ 7*7 }} ]]> <script>", "{{ 7*7 }} ]]> <script>"),
        ("a\u202eb", "ab"),
        ("Привет, Γειά", "Привет, Γειά"),
    ],
)
def test_an_odd_title_is_shown_as_it_is(title: str, shown: str) -> None:
    form = Form("page", title=title)
    assert shown in " ".join(texts(svg(toy_figure(), form, ABOUT)))
    assert png(toy_figure(), form, ABOUT)
    assert PdfReader(BytesIO(pdf_of(toy_figure(), form, ABOUT)), strict=True).metadata


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("x" * 2000, "2,000 characters; 200 fit"),
        ("Party 🎉", "🎉 (party popper)"),
        ("שלום", "hebrew letter"),
        ("مرحبا", "arabic letter"),
        ("芝加哥", "cjk unified ideograph"),
    ],
)
def test_a_title_that_cannot_be_drawn_is_refused_by_name(title: str, said: str) -> None:
    with pytest.raises(FormError, match=re.escape(said)):
        Form("column", title=title)


def test_all_faults_of_a_form_are_told_at_once() -> None:
    with pytest.raises(FormError) as told:
        Form("poster", "3x", ground="none", byline="🎉")
    for part in ("'poster'", "column, page, social, slide", "'3x'", "ground", "party popper"):
        assert part in str(told.value)


def test_letters_the_typeface_lacks_are_never_drawn_as_boxes() -> None:
    """Names typed by a reader come into titles of the figure itself."""
    with pytest.raises(FormError, match="the title: ש"):
        svg(toy_figure("Plan ש reaches 7"), Form(), ABOUT)
    rows = (LegendRow(Swatch("ring"), "名", 1),)
    with pytest.raises(FormError, match="the legend: 名"):
        png(toy_figure(legends=(Legend("", rows),)), Form(), ABOUT)
    assert LACKING not in svg(toy_figure("Plan ש reaches 7"), Form(title="A plan"), ABOUT)


def test_a_legend_too_long_for_a_card_is_told_and_fits_a_column() -> None:
    rows = tuple(
        LegendRow(Swatch("ring"), f"A row of words, number {n} " * 9, n) for n in range(20)
    )
    figure = toy_figure(legends=(Legend("Twenty", rows),))
    with pytest.raises(FormError, match="Choose column or page"):
        svg(figure, Form("social"), ABOUT)
    assert "number 19" in " ".join(texts(svg(figure, Form("column"), ABOUT)))


def test_a_theme_and_a_page_that_do_not_fit_are_refused() -> None:
    with pytest.raises(FormError, match="composed for a light page"):
        svg(toy_figure(), Form(dark=True), ABOUT)
    with pytest.raises(FormError, match="shows no map"):
        svg(replace(toy_figure(), picture=None), Form(), ABOUT)


@pytest.mark.parametrize("size", SIZES)
def test_a_chart_is_framed_like_the_map(size: str) -> None:
    figure, chart = toy_figure(charts=(toy_chart(),)), toy_chart()
    made = chart_svg(chart, figure, Form(size), ABOUT)
    shown = " ".join(texts(made))
    for words in ("Wards by side", "Bars: wards.", "West", "South", "A first caveat.", "City of"):
        assert words in shown
    assert "Left out" not in shown
    assert "legend" not in shown
    picture = Image.open(BytesIO(chart_png(chart, figure, Form(size), ABOUT)))
    assert picture.width == SIZES[size].width
    assert picture.text["Description"] == "West 5, South 12."
    (page,) = PdfReader(BytesIO(chart_pdf(chart, figure, Form(size), ABOUT)), strict=True).pages
    assert "South" in page.extract_text()
    assert chart_pdf(chart, figure, Form(size), ABOUT) == chart_pdf(
        chart, figure, Form(size), ABOUT
    )


def test_a_chart_with_letters_that_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(FormError, match="the chart: ש"):
        chart_svg(toy_chart("ש"), toy_figure(), Form(), ABOUT)


def test_file_names_tell_forms_apart() -> None:
    forms = [
        Form("column"),
        Form("column", dark=True),
        Form("column", "2x"),
        Form("column", plain=True),
        Form("column", plain=True, ground="none"),
        Form("page"),
    ]
    assert len({suffix(form) for form in forms}) == len(forms)
