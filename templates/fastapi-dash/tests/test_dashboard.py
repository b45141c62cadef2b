import httpx2
import pytest

from dashboard import app as dashboard

ITEMS = [
    {"name": "Bolt", "category": "metal", "quantity": 40, "price": "0.25"},
    {"name": "Nut", "category": "metal", "quantity": 2, "price": "0.10"},
    {"name": "Board", "category": "wood", "quantity": 3, "price": "9.00"},
]


@pytest.fixture
def api(monkeypatch):
    """Makes the API answer what it is given."""

    def answer(status, body):
        transport = httpx2.MockTransport(lambda request: httpx2.Response(status, json=body))
        client = httpx2.Client(base_url="http://api", transport=transport)
        monkeypatch.setattr(dashboard, "api", client)

    return answer


def test_the_dashboard_adds_up_categories(api):
    api(200, ITEMS)
    options, figure, (_, body), problem = dashboard.show("all", None)
    assert options == ["all", "metal", "wood"]
    assert (figure.data[0].x, figure.data[0].y) == (("metal", "wood"), (42, 3))
    assert (len(body.children), problem) == (3, "")


def test_one_category_is_shown_alone(api):
    api(200, ITEMS)
    _, _, (_, body), _ = dashboard.show("wood", None)
    assert len(body.children) == 1


def test_without_the_api_the_page_says_so(api):
    api(503, {})
    assert "does not answer" in dashboard.show("all", None)[3]


def test_the_page_and_its_probe_are_served():
    client = dashboard.server.test_client()
    assert client.get("/health").json == {"status": "ok"}
    assert "stockroom" in client.get(dashboard.app.config.requests_pathname_prefix).text
