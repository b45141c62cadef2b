from io import BytesIO

CONCERT = {
    "title": "Concert 🎻",
    "body": "Żółw, 漢字, 😀",
    "price": "12.50",
    "starts_at": "2025-03-15T18:00:00.000123+01:00",
}


def test_what_was_posted_comes_back(client):
    added = client.post("/api/posts", json=CONCERT)
    assert added.status_code == 201
    post = client.get("/api/posts/1").json
    assert post == added.json
    assert post["title"] == CONCERT["title"]
    assert post["body"] == CONCERT["body"]
    assert post["price"] == "12.50"
    assert post["starts_at"] == "2025-03-15T17:00:00.000123+00:00"
    assert client.get("/api/posts").json["posts"] == [post]


def test_only_a_title_is_needed(client):
    post = client.post("/api/posts", json={"title": "Walk"}).json
    assert (post["body"], post["price"], post["starts_at"]) == ("", None, None)


def test_an_answer_names_its_post(client):
    client.post("/api/posts", json=CONCERT)
    answer = client.post("/api/posts", json={"title": "I come", "reply_to": 1}).json
    assert answer["reply_to"] == 1


def test_each_fault_is_named_by_its_field(client):
    fields = {"title": " ", "price": "NaN", "starts_at": "2025-03-15", "reply_to": 7}
    answer = client.post("/api/posts", json=fields)
    assert answer.status_code == 400
    assert set(answer.json) == set(fields)


def test_what_a_database_cannot_hold_is_a_fault(client):
    for title in ("\0", "\ud800"):
        answer = client.post("/api/posts", json={"title": f"A {title}"})
        assert answer.status_code == 400
        assert set(answer.json) == {"title"}
    assert client.get(f"/api/posts?after={10**30}").json == {"posts": []}
    assert client.get(f"/api/posts/{10**30}").status_code == 404
    assert client.get(f"/uploads/{10**30}").status_code == 404


def test_a_body_that_is_no_object_is_a_fault(client):
    for body in ("", "[]", "{"):
        answer = client.post("/api/posts", data=body, content_type="application/json")
        assert answer.status_code == 400
        assert set(answer.json) == {"body"}


def test_refused_posts_take_no_number(client):
    client.post("/api/posts", json={"title": ""})
    assert client.post("/api/posts", json=CONCERT).json["number"] == 1


def test_files_come_back_as_downloads(client):
    files = [(BytesIO(b"<script>"), "plan.html"), (BytesIO(b""), "empty.txt")]
    post = client.post("/api/posts", data={"title": "Plan", "file": files}).json
    assert [(file["name"], file["size"]) for file in post["attachments"]] == [
        ("plan.html", 8),
        ("empty.txt", 0),
    ]
    download = client.get(post["attachments"][0]["url"])
    assert download.data == b"<script>"
    assert download.mimetype == "application/octet-stream"
    assert download.headers["Content-Disposition"] == "attachment; filename=plan.html"


def test_a_file_that_is_too_large_is_refused(app, client):
    app.config["MAX_CONTENT_LENGTH"] = 1000
    file = (BytesIO(b"-" * 1001), "large.bin")
    assert (
        client.post("/api/posts", data={"title": "A", "file": file}).status_code == 413
    )


def test_the_page_shows_posts_and_loads_the_frontend(client):
    client.post("/api/posts", json=CONCERT | {"body": "<b>"})
    page = client.get("/").text
    assert CONCERT["title"] in page
    assert "&lt;b&gt;" in page
    assert 'data-newest="1"' in page
    assert 'src="/static/dist/board-1.js"' in page
    assert 'href="/static/dist/board-1.css"' in page
