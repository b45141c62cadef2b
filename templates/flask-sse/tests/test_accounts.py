from eventboard.models import Account, db


def create_admin(app):
    return app.test_cli_runner().invoke(args=["create-admin"])


def test_the_first_admin_is_created_once(app, monkeypatch):
    monkeypatch.setenv("ADMIN_USERNAME", "root")
    monkeypatch.setenv("ADMIN_PASSWORD", "correct horse")
    assert create_admin(app).output == "Created the admin root.\n"

    monkeypatch.setenv("ADMIN_USERNAME", "another")
    result = create_admin(app)
    assert (result.exit_code, result.output) == (0, "There is an admin already.\n")
    with app.app_context():
        assert db.session.scalars(db.select(Account.username)).all() == ["root"]


def test_without_its_variables_no_admin_is_created(app, monkeypatch):
    monkeypatch.delenv("ADMIN_USERNAME", raising=False)
    monkeypatch.setenv("ADMIN_PASSWORD", "correct horse")
    assert create_admin(app).exit_code == 1
    monkeypatch.setenv("ADMIN_USERNAME", "root")
    monkeypatch.setenv("ADMIN_PASSWORD", "short")
    assert create_admin(app).exit_code == 1


def test_a_wrong_password_does_not_log_in(admin):
    admin.post("/logout")
    fields = {"username": "root", "password": "wrong"}
    assert admin.post("/login", data=fields).status_code == 401
    assert admin.post("/board", data={"is_open": "false"}).status_code == 403


def test_an_admin_closes_the_board(admin):
    assert admin.post("/board", data={"is_open": "false"}).status_code == 302
    answer = admin.post("/api/posts", json={"title": "Late"})
    assert (answer.status_code, answer.json) == (403, {"error": "The board is closed."})
    assert "The board is closed" in admin.get("/").text
    admin.post("/board", data={"is_open": "true"})
    assert admin.post("/api/posts", json={"title": "Again"}).json["number"] == 1
