import time

import pytest

BOLT = {"name": "Bolt 🔩", "category": "metal", "quantity": 40, "price": "0.25"}


@pytest.fixture
def bolt(client):
    answer = client.post("/api/items", json=BOLT)
    assert answer.status_code == 201
    return answer.json()


def test_an_item_is_added_changed_and_removed(client, bolt):
    path = f"/api/items/{bolt['id']}"
    assert client.get(path).json() == bolt == {"id": bolt["id"], **BOLT}

    changed = client.put(path, json=BOLT | {"quantity": 39}).json()
    assert changed["quantity"] == 39
    assert client.get("/api/items").json() == [changed]

    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_items_are_listed_by_category(client, bolt):
    client.post("/api/items", json=BOLT | {"name": "Board", "category": "wood"})
    names = [item["name"] for item in client.get("/api/items?category=wood").json()]
    assert names == ["Board"]


def test_each_fault_is_named_by_its_field(client):
    fields = {"name": "\0", "category": "", "quantity": 2**31, "price": "0.001"}
    answer = client.post("/api/items", json=fields)
    assert answer.status_code == 422
    assert {fault["loc"][-1] for fault in answer.json()["detail"]} == set(fields)
    assert client.get(f"/api/items/{2**40}").status_code == 422


def test_the_count_follows_changes(client, settings):
    in_redis = settings.redis_url is not None
    assert client.get("/api/items/count").json() == {"count": 0, "cached": False}
    assert client.get("/api/items/count").json() == {"count": 0, "cached": in_redis}
    client.post("/api/items", json=BOLT)
    assert client.get("/api/items/count").json() == {"count": 1, "cached": False}


def test_listeners_are_told_what_happens_to_items(client):
    with client.websocket_connect("/ws") as one, client.websocket_connect("/ws") as two:
        wait_for_relay(client)
        item = client.post("/api/items", json=BOLT).json()
        client.delete(f"/api/items/{item['id']}")
        for socket in (one, two):
            assert socket.receive_json() == {"type": "item.added", "item": item}
            assert socket.receive_json() == {"type": "item.removed", "item": item}


def wait_for_relay(client):
    redis = client.app.state.cache.redis
    while redis and not redis.pubsub_numsub("stockroom:events")[0][1]:
        time.sleep(0.01)
