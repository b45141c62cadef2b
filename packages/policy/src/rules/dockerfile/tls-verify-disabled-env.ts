import { instructionsOf, withinOf } from "../../facts/stages";
import { rule } from "../../rule";

const off = /^(0|false|no|off)$/i;
const on = /^(1|true|yes|on)$/i;
const meant: Readonly<Record<string, RegExp>> = {
  GIT_SSL_NO_VERIFY: on,
  NODE_TLS_REJECT_UNAUTHORIZED: off,
  NPM_CONFIG_STRICT_SSL: off,
  npm_config_strict_ssl: off,
  PYTHONHTTPSVERIFY: off,
  YARN_STRICT_SSL: off,
};

const told = new RegExp(`${Object.keys(meant).join("|")}|strict-ssl|sslverify`, "i");

export default rule({
  id: "tls-verify-disabled-env",
  on: "dockerfile",
  severity: "error",
  meaning: "A program is told not to look at certificates.",
  reason: "Whoever stands in between gives the build, or the running program, whatever they like.",
  how: "`NODE_TLS_REJECT_UNAUTHORIZED=0`, `PYTHONHTTPSVERIFY=0`, `GIT_SSL_NO_VERIFY`, `strict-ssl false`, `http.sslVerify false`.",
  fix: "Leave it out; add the authority to the image's certificates.",
  aliases: ["CKV2_DOCKER_5", "CKV2_DOCKER_6", "CKV2_DOCKER_12", "CKV2_DOCKER_13", "CKV2_DOCKER_14"],
  bad: [
    "FROM node:22\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n",
    "FROM node:22\nRUN npm config set strict-ssl false\n",
    "FROM node:22\nRUN GIT_SSL_NO_VERIFY=1 git clone https://a.example/b\n",
    "FROM node:22\nRUN git config --global http.sslVerify false\n",
  ],
  good: "FROM node:22\nENV NODE_TLS_REJECT_UNAUTHORIZED=1\nRUN npm config set strict-ssl true && git config --global http.sslVerify true\n",
  check(dockerfile, tell) {
    if (!told.test(dockerfile.source.text)) return;
    for (const { instruction, stage } of instructionsOf(dockerfile)) {
      const within = withinOf(stage);
      const { commands, keyword, pairs } = instruction;
      if (keyword === "ENV" || keyword === "ARG") {
        for (const { at, name, value = "" } of pairs)
          if (meant[name]?.test(value))
            tell({ at, within, says: `\`${name}=${value}\`: no certificate is looked at.` });
      }
      if (keyword !== "RUN") continue;
      for (const { args, argv, assignments, at, name } of commands) {
        for (const set of assignments)
          if (meant[set.name]?.test(set.value))
            tell({ at: set.at, within, says: `\`${set.name}=${set.value}\`: no certificate is looked at.` });
        if (name === "export") {
          for (const word of argv) {
            const [key = "", value = ""] = word.value.split("=");
            if (meant[key]?.test(value))
              tell({ at: word.at, within, says: `\`${word.value}\`: no certificate is looked at.` });
          }
        }
        const text = args.join(" ");
        if (
          /^(npm|yarn|pnpm)$/.test(name) &&
          /(^|\s)(strict-ssl[ =]"?false|--strict-ssl=false|--no-strict-ssl)/.test(text)
        )
          tell({ at, within, says: `\`${name}\` does not look at certificates.` });
        if (name === "git" && /http\.(\S+\.)?sslverify[ =]"?(false|0)/i.test(text))
          tell({ at, within, says: "`git` does not look at certificates." });
      }
    }
  },
});
