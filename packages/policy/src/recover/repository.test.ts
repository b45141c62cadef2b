import { recover } from "./repository";
import { memoryTree } from "./tree";

const dockerfilesOf = (text: string) => recover(memoryTree({ Dockerfile: text })).dockerfiles.length;

describe("a Dockerfile with braces in it", () => {
  test.each([
    ["a comment", 'FROM alpine:3.22\n# RUN sed "s/{{.name}}/a/" package.json\n'],
    ["quotes", "FROM alpine:3.22\nRUN sed -i 's/{{ name }}/a/' package.json\n"],
  ])("in %s is looked at", (_, text) => {
    expect(dockerfilesOf(text)).toBe(1);
  });

  test("that a generator fills in is not", () => {
    expect(dockerfilesOf("FROM {{ base }}\nRUN a\n")).toBe(0);
  });
});
