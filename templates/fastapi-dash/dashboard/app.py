"""The dashboard: `server` for gunicorn; run as a module, Dash's own development server."""

import logging

import httpx2
from dash import Dash, Input, Output, dcc, html
from plotly.graph_objects import Bar, Figure

from app import logs
from app.settings import load
from dashboard.settings import DashboardSettings

REFRESH_SECONDS = 5
ALL = "all"

logger = logging.getLogger(__name__)
settings = load(DashboardSettings)
logs.set_up(settings.log_level)

api = httpx2.Client(base_url=settings.api_url, timeout=5)
app = Dash(__name__, title="stockroom")
server = app.server


@server.get("/health")
def health():
    """The dashboard runs. Outside of its prefix: probes come to the server itself."""
    return {"status": "ok"}


app.layout = html.Main(
    [
        html.H1("Stockroom"),
        html.P(id="problem", role="alert"),
        dcc.Dropdown(id="category", options=[ALL], value=ALL, clearable=False),
        dcc.Graph(id="chart"),
        html.Table(id="items"),
        dcc.Interval(id="refresh", interval=REFRESH_SECONDS * 1000),
    ]
)


@app.callback(
    Output("category", "options"),
    Output("chart", "figure"),
    Output("items", "children"),
    Output("problem", "children"),
    Input("category", "value"),
    Input("refresh", "n_intervals"),
)
def show(category, _):
    try:
        items = api.get("/api/items", params={"limit": 1000}).raise_for_status().json()
        problem = ""
    except (httpx2.HTTPError, ValueError) as error:
        logger.warning("API unavailable: %s", error)
        items, problem = [], "The API does not answer; trying again."
    categories = sorted({item["category"] for item in items})
    shown = [item for item in items if category in (ALL, item["category"])]
    return [ALL, *categories], chart(shown), table(shown), problem


def chart(items):
    quantities = {}
    for item in items:
        quantities[item["category"]] = quantities.get(item["category"], 0) + item["quantity"]
    figure = Figure(Bar(x=list(quantities), y=list(quantities.values())))
    figure.update_layout(title="In stock", margin={"t": 40, "b": 40})
    return figure


def table(items):
    columns = ("name", "category", "quantity", "price")
    head = html.Thead(html.Tr([html.Th(column) for column in columns]))
    rows = [html.Tr([html.Td(item[column]) for column in columns]) for item in items]
    return [head, html.Tbody(rows)]


if __name__ == "__main__":
    app.run(debug=settings.debug)
