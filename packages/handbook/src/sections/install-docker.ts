import { document } from "@quaywright/syntax";
import { line } from "../command";
import { type MakeSection, section } from "../section";
import * as words from "../words/install-docker";

const { linux, macos, windows } = words;

export const installDocker: MakeSection = () =>
  section(
    words.title,
    document.paragraph(words.look),
    document.code(line(["docker", "version"])),
    ...[
      section(linux.title, document.paragraph(linux.text), document.code(linux.command), link(linux.link)),
      section(macos.title, document.paragraph(macos.text), link(macos.link)),
      section(windows.title, document.paragraph(windows.text), link(windows.link)),
    ].map((made) => made ?? []),
  );

const link = ([text = "", url = ""]: readonly string[]): document.Block =>
  document.paragraph([{ kind: "link", text, url }]);
