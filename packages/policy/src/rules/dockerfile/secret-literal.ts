import { instructionsOf, withinOf } from "../../facts/stages";
import { isPlaceholder, isWeak, knownToken, mayHoldSecret, passwordInUrl } from "../../knowledge/secrets";
import { place, textAt } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "secret-literal",
  on: "dockerfile",
  severity: "error",
  meaning: "A token, a private key or a password stands in a Dockerfile.",
  reason: "It is in the repository's history and in the image for good.",
  how: "Tokens by their published shapes, keys by their first line, passwords in URLs. A weak password in a URL is a warning; placeholders and variables are let pass.",
  fix: "Revoke it, and mount a new one while building: `RUN --mount=type=secret`.",
  aliases: ["CIS-4.10", "OW-12"],
  references: ["https://docs.docker.com/build/building/secrets/"],
  bad: [
    "FROM alpine:3.22\nRUN git clone https://x:ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8@github.com/a/b\n",
    "FROM alpine:3.22\nRUN <<EOF\ncat > /k <<X\n-----BEGIN RSA PRIVATE KEY-----\nX\nEOF\n",
    "FROM alpine:3.22\nENV URL=postgres://app:Zq81-mmXw@db.example.net/app\n",
  ],
  good: "FROM alpine:3.22\nRUN git clone https://x:$TOKEN@github.com/a/b\nENV URL=postgres://user:password@host/db\n",
  check(dockerfile, tell) {
    if (!mayHoldSecret(dockerfile.source.text)) return;
    for (const { instruction, stage } of instructionsOf(dockerfile)) {
      if (instruction.keyword === "ONBUILD") continue;
      const { at } = instruction;
      const text = textAt(at);
      const token = knownToken(text);
      const within = withinOf(stage);
      if (token !== undefined) {
        const start = at.start + token.index;
        tell({ at: place(at.source, start, start + token.length), within, secret: true, says: `It is ${token.kind}.` });
        continue;
      }
      const url = passwordInUrl(text);
      if (
        url === undefined ||
        /[${<]/.test(url.password) ||
        isPlaceholder(url.password) ||
        isWeak(url.password) ||
        url.password === url.user
      )
        continue;
      if (/^(localhost|127\.|example\.|host$)/.test(url.host) || /^x+$/i.test(url.password)) continue;
      const start = at.start + text.indexOf(url.password);
      tell({
        at: place(at.source, start, start + url.password.length),
        within,
        secret: true,
        says: `A password stands in a URL of \`${url.scheme}\`.`,
      });
    }
  },
});
