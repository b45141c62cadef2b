import { readsOf } from "./reads";

const reads = (...lines: readonly string[]) => readsOf({ path: "Dockerfile", text: `${lines.join("\n")}\n` });
const patterns = (...lines: readonly string[]) => reads("FROM a:1", ...lines).stages[0]?.patterns;

test("a stage reads what it copies, adds and binds of the context, and nothing of elsewhere", () => {
  expect(
    patterns(
      "COPY --chown=1:1 src/ ./lib/../server.py /app/",
      'COPY ["a b.txt", "/app/"]',
      "ADD https://example.com/x.tar.gz vendor.tar.gz /tmp/",
      "COPY <<TEXT /etc/motd",
      "hello",
      "TEXT",
      "COPY --from=other /usr/bin/x /usr/bin/",
      "RUN --mount=type=bind,source=package.json,target=package.json --mount=type=cache,target=/root npm ci",
      "RUN --mount=type=bind,from=other,source=/x,target=/x true",
      "ONBUILD COPY later.txt /",
    ),
  ).toEqual(["a b.txt", "later.txt", "package.json", "server.py", "src", "vendor.tar.gz"]);
});

test.each([
  ["COPY . /app", ["**"]],
  ["COPY / /app", ["**"]],
  ["COPY package*.json /app/", ["package*.json"]],
  ["COPY ../outside /app", ["outside"]],
  ["COPY apps/${APP}/src /app", ["apps/**"]],
  ["RUN --mount=target=/src make", ["**"]],
])("%s reads %j", (line, expected) => {
  expect(patterns(line)).toEqual(expected);
});

test("stages go on from and take from one another, by name or number", () => {
  const { stages } = reads(
    "ARG TAG=1",
    "FROM a:${TAG}",
    "FROM ${UNKNOWN} AS tools",
    "FROM 0",
    "FROM tools AS last",
    "COPY --from=0 /x /x",
    "RUN --mount=type=cache,from=tools,target=/c true",
  );
  expect(stages.map(({ from, name, takes }) => [name, from, takes])).toEqual([
    ["0", "a:1", []],
    ["tools", "scratch", []],
    ["2", "0", []],
    ["last", "tools", ["0", "tools"]],
  ]);
});

test("it says which build arguments and secrets are taken", () => {
  const found = reads(
    "ARG BASE=1",
    "FROM a:${BASE}",
    "ARG RELEASE=x",
    "RUN --mount=type=secret,id=npm_token --mount=type=secret,target=/run/secrets/other true",
  );
  expect(found.arguments).toEqual(expect.arrayContaining(["BASE", "RELEASE", "HTTP_PROXY"]));
  expect(found.secrets).toEqual(["npm_token", "other"]);
});

test("what no builder reads is told with its line", () => {
  expect(reads("FROM a:1", "", "COPPY . /app").faults).toEqual([{ line: 3, says: expect.stringContaining("COPPY") }]);
});
