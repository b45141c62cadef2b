import { textAt } from "../../place";
import { variablesIn } from "../../recover/dockerfile/expand";
import { imageOfStage } from "../../recover/dockerfile/image";
import { automatic } from "../../recover/dockerfile/stages";
import { rule } from "../../rule";

export default rule({
  id: "undefined-variable",
  on: "stage",
  of: ["$"],
  severity: "warning",
  meaning: "An instruction uses a variable that nothing sets.",
  reason: "It is empty: a path loses its middle, a setting its value.",
  how: "In all instructions but `RUN`, `CMD` and the like, whose variables are the shell's. Only where the base image is one whose variables are known, or is built here from nothing.",
  fix: "Declare it by `ARG` or `ENV`, or correct its name.",
  aliases: ["UndefinedVar"],
  references: ["https://docs.docker.com/reference/build-checks/undefined-var/"],
  bad: ["FROM alpine:3.22\nCOPY $foo .\n", "FROM debian:12\nARG VERSION\nENV A=$VERSON\n"],
  good: [
    "FROM alpine:3.22\nENV PATH=/a:$PATH\nARG A\nCOPY $A /x\n",
    "FROM company/base:1\nCOPY . $APP_HOME\n",
    "FROM python:3.13-slim\nENV V=$PYTHON_VERSION W=${X:-1} P=/x:$PYTHONPATH\n",
    "FROM alpine:3.22\nLABEL a='$b'\nCOPY --chown=$TARGETARCH \\$x /\n",
  ],
  check(stage, tell) {
    const { args, environment, known, published } = imageOfStage(stage);
    if (published !== undefined && known?.system !== true) return;
    const isSet = (name: string) =>
      environment.has(name) ||
      args.has(name) ||
      always.has(name) ||
      automatic.has(name) ||
      stage.dockerfile.globals.some(({ pairs }) => pairs.some((pair) => pair.name === name));
    for (const { flags, keyword, pairs, rest } of stage.instructions) {
      if (!/^(ADD|ARG|COPY|ENV|EXPOSE|STOPSIGNAL|USER|VOLUME|WORKDIR)$/.test(keyword)) continue;
      const texts = [rest, ...flags.map(({ at }) => at)];
      for (const at of texts) {
        const text = textAt(at)
          .split("<<")[0]!
          .replace(/'[^']*'/g, (quoted) => " ".repeat(quoted.length));
        for (const { index, name, operator } of variablesIn(text)) {
          if (operator !== undefined || isSet(name)) continue;
          if (keyword === "ENV" && pairs.some((pair) => pair.name === name)) continue;
          tell({
            at: { ...at, start: at.start + index, end: at.start + index + name.length + 1 },
            says: `Nothing sets \`${name}\`.`,
          });
        }
      }
    }
  },
});

const always = new Set(["PATH", "HOME", "HOSTNAME", "TERM", "LANG"]);
