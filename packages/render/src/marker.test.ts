import { marked, marker, unmarked } from "./marker";

test.each([
  ["a script", `#!/bin/sh\n# ${marker}\n# What it does.\n`, "#!/bin/sh\n# What it does.\n"],
  ["a file of its own lines", `# ${marker}\n\nserver {\n`, "server {\n"],
  ["TypeScript", `// ${marker}\nexport {};\n`, "export {};\n"],
  ["Markdown", `<!-- ${marker} -->\n\n# Title\n`, "# Title\n"],
  ["reStructuredText", `.. ${marker}\n\nTitle\n=====\n`, "Title\n=====\n"],
  ["no marker", "a: 1\n", "a: 1\n"],
])("the marker goes from %s, and nothing else", (_, text, expected) => {
  expect(unmarked(text)).toBe(expected);
});

test("what Quaywright would do goes from comments and from what Compose says", () => {
  expect(unmarked("# Make it: npx quaywright env\n# By hand: openssl\n")).toBe("# By hand: openssl\n");
  expect(unmarked("A: ${A:?Set it in .env: npx quaywright env production --check tells all that is missing.}\n")).toBe(
    "A: ${A:?Set it in .env.}\n",
  );
});

test("a file that can hold a comment gets one, below the line for the machine", () => {
  expect(marked("a.py", "#!/usr/bin/env python3\nx\n")).toBe(`#!/usr/bin/env python3\n# ${marker}\nx\n`);
  expect(marked("a.json", "{}\n")).toBe("{}\n");
});
