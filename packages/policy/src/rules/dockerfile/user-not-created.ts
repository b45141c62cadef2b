import { familyOf } from "../../knowledge/images";
import { textAt } from "../../place";
import { imageOfStage } from "../../recover/dockerfile/image";
import type { Instruction } from "../../recover/dockerfile/nodes";
import { chainOf } from "../../recover/dockerfile/stages";
import { unquoted } from "../../recover/dockerfile/words";
import { rule } from "../../rule";

const system =
  "root daemon bin sys sync games man lp mail news uucp www-data backup list irc nobody operator ftp adm guest";
const users = {
  alpine: new Set(`${system} shutdown halt postmaster cron sshd at squid xfs cyrus vpopmail ntp smmsp`.split(" ")),
  debian: new Set(`${system} proxy gnats _apt`.split(" ")),
} as const;
const bare = /^(python|golang|ruby|rust|php|alpine|debian|openjdk|eclipse-temurin|perl|maven)$/;

export default rule({
  id: "user-not-created",
  on: "stage",
  of: ["USER"],
  severity: "error",
  meaning: "`USER` names a user whom nothing created.",
  reason: "The container does not start: `unable to find user`.",
  how: "Only where the base image's own users are known, no package, script or copied file may have brought the user, and no `RUN` speaks of the name.",
  fix: "Create the user before, or write a number.",
  references: ["https://docs.docker.com/reference/dockerfile/#user"],
  bad: ["FROM python:3.13-slim\nUSER app\n", "FROM scratch\nCOPY a /a\nUSER nobody\n", "FROM alpine:3.22\nUSER node\n"],
  good: [
    "FROM python:3.13-slim\nRUN useradd app\nUSER app\n",
    "FROM node:22\nUSER node\n",
    "FROM alpine:3.22\nUSER nobody\n",
    "FROM alpine:3.22\nARG U=app\nRUN adduser -D $U\nUSER $U\n",
    "FROM scratch\nCOPY --from=build /etc/passwd /etc/passwd\nUSER app\n",
    "FROM alpine:3.22\nRUN ./setup.sh\nUSER app\n",
    "FROM debian:12\nRUN apt-get install -y postgresql\nUSER postgres\n",
    "FROM python:3.13 AS base\nRUN useradd app\nFROM base\nUSER app:app\n",
  ],
  check(stage, tell) {
    const image = imageOfStage(stage);
    const { family, published } = image;
    if (
      family !== "scratch" &&
      !(published !== undefined && bare.test(published.name) && published.registry === "docker.io")
    )
      return;
    const known = users[familyOf(published) as keyof typeof users] as ReadonlySet<string> | undefined;
    if (family !== "scratch" && known === undefined) return;
    if (!stage.instructions.some((each) => nameIn(each, known) !== undefined)) return;
    if (chainOf(stage).some(({ base }) => base.unknown.length > 0)) return;
    const own = new Set(stage.instructions);
    let runs = "";
    for (const instruction of image.history) {
      const { flags, keyword, rest } = instruction;
      if (keyword === "RUN") {
        const text = textAt(instruction.at);
        if (makesUsers.test(text)) return;
        runs += `${text}\n`;
      }
      if (
        (keyword === "COPY" || keyword === "ADD") &&
        bringsUsers.test(`${flags.map(({ value }) => value).join(" ")} ${textAt(rest)}`)
      )
        return;
      const name = own.has(instruction) ? nameIn(instruction, known) : undefined;
      if (name === undefined || runs.includes(name)) continue;
      tell({ at: instruction.words[0]!.at, says: `Nothing creates the user \`${name}\`.` });
    }
  },
});

/** The name that a `USER` names, where an image does not have it from the start. */
function nameIn(instruction: Instruction, known: ReadonlySet<string> | undefined): string | undefined {
  const word = instruction.keyword === "USER" ? instruction.words[0] : undefined;
  if (word === undefined) return undefined;
  const name = unquoted(word.value).split(":")[0]!;
  return /^[a-z_][\w.-]*$/i.test(name) && known?.has(name) !== true ? name : undefined;
}

/** Steps that may have made any user: by themselves, by a script or by a package. */
const makesUsers =
  /user|group|\.sh\b|ansible|puppet|\bmake\b|source|eval|dpkg|postgres|nginx|redis|apache|httpd|mysql|mongo|rabbit|www|curl[^|]*\|/i;
const bringsUsers = /\/etc(\/|\b)|passwd|rootfs|\s\/\s*$|\s"\/"\s*\]?$/;
