import { programOf } from "./program";
import { readsIn } from "./reads";

const inFile = (path: string, text: string) =>
  Object.fromEntries(
    readsIn(path, programOf(path, text).code).map(({ line, name, optional }) => [
      name,
      `${line}${optional ? "?" : ""}`,
    ]),
  );

test("Python's environment, with its lines and what may be unset", () => {
  const text = `import os
KEY = os.environ["KEY"]
LEVEL = os.environ.get("LEVEL", "INFO")
HOST = os.getenv('HOST')
PORT = os.getenv("PORT", "80")
late = 1  # os.environ["OLD"]
if "FLAG" in os.environ:
    pass
MADE = os.environ["KEY"] or "x"
os.environ.setdefault("OWN", "config.settings")
print(os.environ["OWN"])
`;
  expect(inFile("a.py", text)).toEqual({ KEY: "9?", LEVEL: "3?", HOST: "4", PORT: "5?", FLAG: "7?" });
});

test("the variables of a request, and names that are put together, are none of the process", () => {
  const text =
    'import os\nA = self.environ["REQUEST"], environ.get("PATH_INFO")\nB = os.environ.get("X_" + name), os.getenv("Y_%s" % 1)\n';
  expect(inFile("a.py", text)).toEqual({});
  expect(inFile("a.py", 'from os import environ, path\nA = environ["A"]\n')).toEqual({ A: "2" });
});

test("readers of settings: django-environ, decouple, functions of one's own", () => {
  expect(inFile("a.py", 'A = env("A")\nB = env.bool("B", default=True)\nC = env_list("C_LIST")\n')).toEqual({
    A: "1",
    B: "2?",
    C_LIST: "3",
  });
  expect(inFile("a.py", 'from decouple import config\nS = config("SECRET")\n')).toEqual({ SECRET: "2" });
  expect(inFile("a.py", 'S = config("SECRET")\n')).toEqual({});
});

test("fields of pydantic's settings", () => {
  const text = `class Base(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_")

    database_url: str
    debug: bool = False

    def url(self):
        local: str = "x"


class More(Base):
    key: str = Field(validation_alias="API_KEY")


class Other(BaseModel):
    name: str
`;
  expect(inFile("a.py", text)).toEqual({ SHOP_DATABASE_URL: "4", SHOP_DEBUG: "5?", API_KEY: "12?" });
});

test("Node.js, Vite, Prisma and shell", () => {
  const text = `const { A, B: b, C = "1" } = process.env;
const url = process.env.URL ?? "x";
// process.env.OLD
const key = process.env["KEY"];
process.env.OWN = "1";
use(import.meta.env.VITE_API, process.env.OWN);
`;
  expect(inFile("a.ts", text)).toEqual({ A: "1", B: "1", C: "1?", URL: "2?", KEY: "4", VITE_API: "6" });
  expect(inFile("schema.prisma", 'url = env("DATABASE_URL")')).toEqual({ DATABASE_URL: "1" });
  expect(inFile("run.sh", 'echo "$HOME"\n: "${TOKEN:?must be set}"\n')).toEqual({ TOKEN: "2" });
});

test("remarks, documentation and strings read nothing, and what stands in them is read where it is code", () => {
  const text = `"""os.environ["DOC"]"""
def f():
    """Reads
    os.environ["LONG"] here."""
    return f"os.environ['NO'] {os.environ["YES"]}"  # os.environ["OLD"]
SIGN = "# no remark"; KEY = os.environ["KEY"]
`;
  expect(inFile("a.py", text)).toEqual({ YES: "5", KEY: "6" });
  const script = `/* process.env.A */ const a = "process.env.B"; // process.env.C
const b = \`process.env.D \${process.env.YES}\`, c = /process.env.E/, d = "http://x"; use(process.env.KEY);
`;
  expect(inFile("a.ts", script)).toEqual({ YES: "2", KEY: "2" });
  expect(inFile("a.tsx", "const a = <p>process.env.NO // {process.env.YES}</p>;\n")).toEqual({ YES: "1" });
  const page = `<template><!-- import.meta.env.NO --></template>\n<script setup lang="ts">\n// import.meta.env.OLD\nuse(import.meta.env.YES);\n</script>\n`;
  expect(inFile("a.vue", page)).toEqual({ YES: "4" });
});
