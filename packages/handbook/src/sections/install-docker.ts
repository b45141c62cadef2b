import { document } from "@quaywright/syntax";
import { type MakeSection, section } from "../section";
import * as words from "../words/install-docker";

export const installDocker: MakeSection = () =>
  section(
    words.title,
    [words.linux, words.macos, words.windows].flatMap(({ link: [text = "", url = ""], text: say, title }) => {
      const made = section(title, document.paragraph(say), document.paragraph([{ kind: "link", text, url }]));
      return made ?? [];
    }),
  );
