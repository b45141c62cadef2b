import { textAt } from "../place";
import { readDockerfile } from "../recover/dockerfile/read";
import { mountsOf, takenFrom } from "./step-mounts";

const stepOf = (line: string) =>
  readDockerfile({ path: "Dockerfile", text: `FROM a:1\n${line}\n` }).stages[0]!.instructions[0]!;

test.each([
  ["--mount=target=/a", { type: "bind", target: "/a" }],
  ["--mount=type=cache,dst=/root/.npm,sharing=locked", { type: "cache", target: "/root/.npm" }],
  ['--mount="type=bind,src=a b,destination=/c"', { type: "bind", source: "a b", target: "/c" }],
  ["--mount=TYPE=Secret,target=/run/secrets/token", { type: "secret", target: "/run/secrets/token", id: "token" }],
  ["--mount=type=secret,id=t,env=T,required", { type: "secret", id: "t" }],
  ["--mount=type=bind,\\\nfrom=tools,target=/t", { type: "bind", from: "tools", target: "/t" }],
])("a step is lent what %s says", (option, expected) => {
  expect(mountsOf(stepOf(`RUN ${option} true`))).toEqual([expected]);
});

test("where a step names what it takes files from, unless that is not written in one piece", () => {
  const written = (line: string) => takenFrom(stepOf(line)).map(({ at, name }) => [name, at && textAt(at)]);
  expect(written("COPY --from=Build /a /a")).toEqual([["Build", "Build"]]);
  expect(written("RUN --mount=type=bind,from=Build,target=/b --mount=type=cache,target=/c true")).toEqual([
    ["Build", "Build"],
  ]);
  expect(written('RUN --mount=type=bind,from="Build",target=/b true')).toEqual([["Build", undefined]]);
  expect(written("ONBUILD COPY --from=build /a /a")).toEqual([["build", "build"]]);
});
