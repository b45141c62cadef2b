import { mariadb, postgres } from "@quaywright/presets";
import { copyDatabaseProgram } from "../../packages/presets/src/python/copy-database";
import { onEngine } from "./engine";
import { TestStack } from "./stack";

jest.setTimeout(600_000);

/** Tables of every sort of column, with names and values that need care. */
const models = `
import datetime as dt, decimal, enum, uuid
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column as column

class Base(DeclarativeBase): pass
class Mood(enum.Enum): good = 1; bad = 2
class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = column(primary_key=True)
    name: Mapped[str] = column(sa.String(40), unique=True)
    boss_id: Mapped[int | None] = column(sa.ForeignKey("person.id", name="boss"))
    active: Mapped[bool]
    born: Mapped[dt.date | None]
    at: Mapped[dt.datetime]
    wakes: Mapped[dt.time]
    lasts: Mapped[dt.timedelta]
    price: Mapped[decimal.Decimal] = column(sa.Numeric(12, 4))
    ratio: Mapped[float] = column(sa.Double)
    rough: Mapped[float]
    raw: Mapped[bytes]
    more: Mapped[dict | None] = column(sa.JSON)
    key: Mapped[uuid.UUID]
    mood: Mapped[Mood]
    big: Mapped[int] = column(sa.BigInteger)
class Order(Base):
    __tablename__ = "order"
    id: Mapped[int] = column(primary_key=True)
    person_id: Mapped[int] = column("from", sa.ForeignKey("person.id", name="orderer"))
tags = sa.Table("tags", Base.metadata,
    sa.Column("person", sa.ForeignKey("person.id", name="tagged"), primary_key=True), sa.Column("tag", sa.String(20), primary_key=True))

def people(count):
    for n in range(1, count + 1):
        yield Person(id=n * 3, name=f"Ä🚢 {n}", boss_id=(n + 1) * 3 if n < count else None, active=n % 2 == 0,
            born=dt.date(1, 1, 1) + dt.timedelta(days=n) if n % 3 else None, at=dt.datetime(2025, 3, 30, 2, 30, n % 60),
            wakes=dt.time(5, n % 60), lasts=dt.timedelta(hours=n), price=decimal.Decimal(n) / 10000, ratio=n / 7, rough=0.123456789 if n == 1 else n / 4, raw=bytes([0, 255, n % 256]),
            more=None if n == 1 else {"a": [n, None, "ü"]}, key=uuid.UUID(int=n), mood=Mood.good if n % 2 else Mood.bad, big=2**40 + n)

def every(engine):
    with engine.connect() as connection:
        return {table.name: sorted(map(repr, connection.execute(sa.select(*(each for each in table.columns if each.name != "rough"))))) for table in Base.metadata.sorted_tables}
`;

const seed = `
import sqlalchemy as sa
from sqlalchemy.orm import Session
from models import *
engine = sa.create_engine("sqlite:////work/old.sqlite3")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all(people(1500))
    session.flush()
    session.add_all(Order(id=n, person_id=3 * n) for n in range(1, 301))
    session.execute(tags.insert(), [{"person": 3, "tag": "a b"}, {"person": 6, "tag": "c"}])
    session.execute(sa.text("update person set more = null where id = 6"))
    session.commit()
`;

const compare = `
import os
from models import *
old, new = sa.create_engine("sqlite:////work/old.sqlite3"), sa.create_engine(os.environ["DATABASE_URL"])
one, other = every(old), every(new)
for name in one:
    assert one[name] == other[name], [pair for pair in zip(one[name], other[name]) if pair[0] != pair[1]][:2]
with new.begin() as connection:
    nulls = lambda each: each.execute(sa.text("select count(*) from person where more is null")).scalar()
    assert nulls(connection) == 1
    key = connection.execute(tables := Base.metadata.tables["order"].insert().values({"from": 3})).inserted_primary_key[0]
    assert key == 301, key
print(sum(map(len, one.values())), "rows are alike")
`;

const settings = `
import os
from urllib.parse import urlsplit, unquote
SECRET_KEY = "x"
USE_TZ = True
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "shop"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
url = urlsplit(os.environ["DATABASE_URL"])
import pymysql; pymysql.install_as_MySQLdb()
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/work/old.django"} if os.environ.get("OLD") else
    {"ENGINE": "django.db.backends." + ("postgresql" if url.scheme.startswith("postgresql") else "mysql"),
     "NAME": url.path[1:], "USER": url.username, "PASSWORD": unquote(url.password), "HOST": url.hostname, "PORT": url.port}}
`;

const djangoModels = `
import uuid
from django.db import models
from django.contrib.auth.models import User
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
class Thing(models.Model):
    name = models.CharField(max_length=50)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE)
    likes = models.ManyToManyField(User)
    changed = models.DateTimeField(auto_now=True)
    key = models.UUIDField(default=uuid.uuid4)
    more = models.JSONField(null=True)
    price = models.DecimalField(max_digits=9, decimal_places=2)
    active = models.BooleanField()
    raw = models.BinaryField()
class Special(Thing):
    extra = models.CharField(max_length=5)
class Few(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(pk=1)
class Kept(models.Model):
    objects = Few()
    class Meta:
        base_manager_name = "objects"
class Note(models.Model):
    kind = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    of = GenericForeignKey("kind", "number")
`;

const djangoSeed = `
import datetime as dt
from django.utils import timezone
from shop.models import *
user = User.objects.create_superuser("root", "a@b.c", "secret")
for n in range(450):
    thing = Thing.objects.create(name=f"ü{n}", parent_id=None, more={"n": n} if n else None, price=n, active=n % 2, raw=bytes([n % 256]))
    Thing.objects.filter(pk=thing.pk).update(changed=timezone.make_aware(dt.datetime(2020, 1, 1)))
Thing.objects.filter(pk=1).update(parent_id=450)
thing.likes.add(user)
for n in range(3):
    Kept().save()
from django.db import connection
connection.cursor().execute("create table gone (n integer)")
connection.cursor().execute("insert into gone values (1), (2)")
Note.objects.create(of=Special.objects.create(name="s", price=1, active=True, raw=b"", extra="e"))
`;

const djangoCompare = `
import django.db
from django.conf import settings
django.db.connections.databases["old"] = {**django.db.connections.databases["default"], "ENGINE": "django.db.backends.sqlite3", "NAME": "/work/old.django"}
from django.apps import apps
from django.db.models.query import QuerySet
total = 0
for model in apps.get_models(include_auto_created=True):
    one, other = [list(QuerySet(model, using=alias).order_by("pk").values_list()) for alias in ("old", "default")]
    assert repr(one) == repr(other), (model, [pair for pair in zip(one, other) if repr(pair[0]) != repr(pair[1])][:2])
    total += len(one)
from shop.models import *
assert Note.objects.get().of.extra == "e"
assert Thing.objects.create(name="next", price=1, active=True, raw=b"").pk == 452
print(total, "rows are alike")
`;

const files: Readonly<Record<string, string>> = {
  "models.py": models,
  "seed.py": seed,
  "compare.py": compare,
  "settings.py": settings,
  "shop.py": djangoModels,
  "django_seed.py": djangoSeed,
  "django_compare.py": djangoCompare,
  "copy-sqlalchemy.py": copyDatabaseProgram("sqlalchemy"),
  "copy-django.py": copyDatabaseProgram({ django: "settings" }),
};

const password = "p@ss w/o:rd%41#?&=+'";

const databases = [
  { name: "PostgreSQL", db: postgres({ version: "17" }), secret: "postgres_password", scheme: "postgresql+psycopg" },
  {
    name: "MariaDB",
    db: mariadb({ version: "11.8" }),
    secret: "mariadb_password",
    scheme: "mysql+pymysql",
    narrow: true,
  },
];

onEngine.each(databases)("a SQLite database is copied into $name", ({ db, secret, scheme, narrow }) => {
  let stack: TestStack;

  const url = `${scheme}://app:${encodeURIComponent(password)}@db/app`;
  const app = (...command: readonly string[]) =>
    stack.compose(["exec", "-T", "-e", `DATABASE_URL=${url}`, "app", ...command]);
  const succeed = async (...command: readonly string[]) => {
    const { code, stdout, stderr } = await app(...command);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  };

  beforeAll(async () => {
    const names = Object.keys(files);
    stack = await TestStack.declare(
      {
        name: "copy",
        services: {
          db,
          app: {
            needs: ["db"],
            command: ["sleep", "infinity"],
            user: "10001:10001",
            volumes: { work: "/work" },
            scratch: ["/tmp"],
            probe: { kind: "command", command: ["true"] },
            build: {
              sources: [],
              attachments: files,
              stages: [
                {
                  name: "production",
                  purpose: "has the drivers.",
                  from: "python:3.13-slim-trixie",
                  client: "python",
                  preparesUser: true,
                  workdir: "/app",
                  steps: [
                    {
                      kind: "run",
                      commands: [
                        [
                          "pip",
                          "install",
                          "SQLAlchemy==2.0.44",
                          "psycopg[binary]==3.3.9",
                          "PyMySQL==1.1.2",
                          "Django==5.2.19",
                        ],
                      ],
                      caches: [{ target: "/root/.cache/pip" }],
                    },
                    ...names.map((name) => ({
                      kind: "copy",
                      from: "attachments",
                      sources: [name],
                      target: `/app/${name}`,
                    })),
                    {
                      kind: "run",
                      commands: [
                        ["mkdir", "-p", "shop/migrations"],
                        ["mv", "shop.py", "shop/models.py"],
                        ["touch", "shop/__init__.py", "shop/migrations/__init__.py"],
                        [
                          "sh",
                          "-c",
                          "OLD=1 DATABASE_URL= DJANGO_SETTINGS_MODULE=settings python -m django makemigrations shop --pythonpath . && rm -f /work/*",
                        ],
                      ],
                    },
                  ],
                },
              ],
            },
          },
        },
      },
      "production",
    );
    stack.writeSecrets({ [secret]: password });
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(() => stack.remove());

  describe("of SQLAlchemy", () => {
    const copy = (...command: readonly string[]) =>
      app(...command, "python", "copy-sqlalchemy.py", "/work/old.sqlite3");

    test("not while its tables are missing", async () => {
      await succeed("python", "seed.py");
      expect(await copy()).toMatchObject({ code: 1, stderr: expect.stringMatching(/has no tables: migrate it first/) });
    });

    test("every row with its type, and the next number is free; the source is as it was", async () => {
      await succeed(
        "python",
        "-c",
        "import os; from models import *; Base.metadata.create_all(sa.create_engine(os.environ['DATABASE_URL']))",
      );
      const before = await succeed("sha256sum", "/work/old.sqlite3");
      expect(await copy()).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/order: 300 rows\n(.*\n)*3 tables, 1802 rows\n/),
        stderr: narrow ? expect.stringMatching(/^copy-database: person.rough \(FLOAT\): 1 values are not/) : "",
      });
      expect(await succeed("sha256sum", "/work/old.sqlite3")).toBe(before);
      expect(await succeed("python", "compare.py")).toBe("1802 rows are alike\n");
    });

    test("not a second time", async () => {
      expect(await copy()).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          /nothing was copied, for the database is in use already: person \(1500 rows\), order \(301 rows\)/,
        ),
      });
    });

    test("anew where that is asked for; nothing of it where a row names one that is not there", async () => {
      await succeed(
        "python",
        "-c",
        "import sqlite3; c = sqlite3.connect('/work/old.sqlite3'); c.execute('delete from \"order\" where id = 7'); c.commit()",
      );
      const replace = ["env", "REPLACE=person,order,tags"];
      expect(await copy(...replace)).toMatchObject({ code: 0, stdout: expect.stringMatching(/order: 299 rows/) });
      await succeed(
        "python",
        "-c",
        "import sqlite3; c = sqlite3.connect('/work/old.sqlite3'); c.execute('delete from person where id = 9'); c.commit()",
      );
      const { code, stderr } = await copy(...replace);
      expect(code).toBe(1);
      expect(stderr).toMatch(/nothing was copied: 1 rows of (person|order) name rows of person|violates foreign key/);
      expect(await copy()).toMatchObject({ stderr: expect.stringMatching(/person \(1500 rows\)/) });
    });

    test("not a file that is none, or is damaged", async () => {
      expect(await app("python", "copy-sqlalchemy.py", "/work/none")).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/is no file; mount it/),
      });
      expect(await app("python", "copy-sqlalchemy.py", "/app/seed.py")).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/no SQLite database/),
      });
    });
  });

  describe("of Django", () => {
    const django = ["env", "DJANGO_SETTINGS_MODULE=settings"];
    const manage = ["python", "-m", "django"];
    const copy = () => app("python", "copy-django.py", "/work/old.django");
    const shell = (program: string) => ["sh", "-c", `python -m django shell --pythonpath . <${program}`];

    beforeAll(async () => {
      await succeed(...django, "OLD=1", ...manage, "migrate", "--pythonpath", ".");
      await succeed(...django, "OLD=1", ...shell("django_seed.py"));
      // what SQLAlchemy's tests left
      await succeed(
        "python",
        "-c",
        "import os; from models import *; Base.metadata.drop_all(sa.create_engine(os.environ['DATABASE_URL']))",
      );
    });

    test("not while migrations are missing", async () => {
      expect(await copy()).toMatchObject({ code: 1, stderr: expect.stringMatching(/not at the same migrations/) });
    });

    test("every row with its type, its times and what it belongs to, and the next number is free", async () => {
      await succeed(...django, ...manage, "migrate", "--pythonpath", ".");
      const before = await succeed("sha256sum", "/work/old.django");
      expect(await copy()).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/shop_thing: 451 rows\n(.*\n)*shop_kept: 3 rows/),
        stderr: "copy-database: no model has gone, of which 2 rows are left behind\n",
      });
      expect(await succeed("sha256sum", "/work/old.django")).toBe(before);
      expect(await succeed(...django, ...shell("django_compare.py"))).toMatch(/\d+ rows are alike\n/);
    });

    test("not a second time", async () => {
      expect(await copy()).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/in use already: .*shop_thing \(452 rows\)/),
      });
    });
  });
});
