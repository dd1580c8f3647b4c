"""The charts once more as Plotly figures: plain values for JSON.

Without colours, which the page's own tokens give; `meta` says what a trace or bar stands for. Names are
escaped, because Plotly reads a little HTML in its labels.
"""

from html import escape
from typing import Any

from reports.charts.svg import POLE_CHARACTERS, drawn_width, side_characters, wrapped
from reports.report import GapChart, Profile

CHARACTERS, LINES = 18, 4
DASHES = {"claimed": "solid", "evidenced": "dash", "target": "dot"}
SYMBOLS = {"claimed": "circle", "evidenced": "square-open", "target": "diamond-open"}

Figure = dict[str, Any]


def _inert(text: str) -> str:
    """Text that Plotly draws as it is: of references it knows those of < > and &, but no quotation mark's."""
    return escape(text, quote=False)


def radar_figure(profile: Profile) -> Figure:
    """Claimed, evidenced and target on fixed axes from 0 to K, in framework order and clockwise."""
    places = [str(index) for index in range(len(profile.axes))]
    names = [profile.claimed_name, profile.evidenced_name, profile.target_name]
    side = side_characters(axis.name for axis in profile.axes)
    margin = round(
        max(drawn_width(line) for axis in profile.axes for line in wrapped(axis.name, side, LINES))
    )
    traces = [
        _trace(profile, kind, name, places)
        for kind, name in zip(DASHES, names, strict=True)
        if any(getattr(axis, kind) is not None for axis in profile.axes)
    ]
    radial = {
        "range": [0, profile.top],
        "tickvals": list(range(1, profile.top + 1)),
        "angle": 90,
        "tickangle": 90,
        "showline": False,
    }
    angular = {
        "direction": "clockwise",
        "rotation": 90,
        "type": "category",  # the only type with straight grid lines; names may repeat, so numbers stand in
        "tickmode": "array",
        "tickvals": list(range(len(places))),
        "ticktext": [
            _label(axis.name, POLE_CHARACTERS if 2 * index % len(places) == 0 else side)
            for index, axis in enumerate(profile.axes)
        ],
    }
    return {
        "data": traces,
        "layout": {
            "polar": {"gridshape": "linear", "radialaxis": radial, "angularaxis": angular},
            "legend": {"orientation": "h", "y": -0.2, "x": 0.5, "xanchor": "center"},
            "margin": {"l": margin, "r": margin, "t": 50, "b": 30},
            "dragmode": False,
        },
    }


def _trace(profile: Profile, kind: str, name: str, places: list[str]) -> Figure:
    values = [getattr(axis, kind) for axis in profile.axes]
    labels = [f"{_inert(axis.name)}<br>{_inert(getattr(axis, f'{kind}_label'))}" for axis in profile.axes]
    if kind == "target":
        return _points(name, places, values, labels)
    return {
        "type": "scatterpolar",
        "mode": "lines+markers",
        "meta": kind,
        "name": _inert(name),
        "theta": [*places, places[0]],
        "r": [*values, values[0]],
        "text": [*labels, labels[0]],
        "hovertemplate": "%{text}<extra>" + _inert(name) + "</extra>",
        "connectgaps": False,
        "line": {"dash": DASHES[kind], "width": 2.5 if kind == "claimed" else 2},
        "marker": {"symbol": SYMBOLS[kind], "size": 9 if kind == "claimed" else 12},
    }


def _points(name: str, places: list[str], values: list[float | None], labels: list[str]) -> Figure:
    """The targets stand for themselves: they are there for the picked gaps only."""
    return {
        "type": "scatterpolar",
        "mode": "markers",
        "meta": "target",
        "name": _inert(name),
        "theta": places,
        "r": values,
        "text": labels,
        "hovertemplate": "%{text}<extra>" + _inert(name) + "</extra>",
        "marker": {"symbol": SYMBOLS["target"], "size": 13},
    }


def gap_figure(chart: GapChart) -> Figure:
    """Impact of each gap, highest on top; picked bars are full, the others hatched."""
    places = list(range(len(chart.rows)))
    bars = {
        "type": "bar",
        "orientation": "h",
        "meta": ["picked" if row.picked else "other" for row in chart.rows],
        "y": places,
        "x": [round(row.impact, 4) for row in chart.rows],
        "text": [_inert(row.picked_label) if row.picked else "" for row in chart.rows],
        "textposition": "auto",
        "hovertext": [f"{_inert(row.name)}<br>{_inert(row.arithmetic)}" for row in chart.rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"pattern": {"shape": ["" if row.picked else "/" for row in chart.rows]}},
    }
    return {
        "data": [bars],
        "layout": {
            "xaxis": {
                "rangemode": "tozero",
                "title": {"text": _inert(chart.impact_name)},
                "fixedrange": True,
            },
            "yaxis": {
                "autorange": "reversed",
                "tickmode": "array",
                "tickvals": places,
                "ticktext": [_label(row.name) for row in chart.rows],
                "automargin": True,
                "fixedrange": True,
            },
            "margin": {"l": 10, "r": 20, "t": 10, "b": 45},
            "showlegend": False,
            "bargap": 0.35,
            "dragmode": False,
        },
    }


def _label(name: str, characters: int = CHARACTERS) -> str:
    return "<br>".join(_inert(line) for line in wrapped(name, characters, LINES))
