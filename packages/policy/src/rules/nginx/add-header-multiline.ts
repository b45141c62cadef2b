import { rule } from "../../rule";

export default rule({
  id: "add-header-multiline",
  on: "directive",
  of: ["add_header", "more_set_headers"],
  severity: "info",
  meaning: "A header's value goes over several lines.",
  reason: "HTTP/2 forbids it, and old browsers take the next line for another header.",
  fix: "Write it in one line.",
  aliases: ["add_header_multiline"],
  references: ["https://github.com/yandex/gixy/blob/master/docs/en/plugins/addheadermultiline.md"],
  bad: 'server {\n  add_header X-A "a;\n    b";\n}\n',
  good: 'server {\n  add_header X-A "a; b";\n}\n',
  check({ args }, tell) {
    for (const [index, { at, value }] of args.entries()) {
      if (index === 0 ? !value.includes(":") : /^-[ts]$/.test(args[index - 1]!.value)) continue; // a name, or a list of types
      if (value.includes("\n")) tell({ at, says: "The value goes over several lines." });
    }
  },
});
