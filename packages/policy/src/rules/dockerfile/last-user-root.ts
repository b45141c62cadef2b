import { isRoot } from "../../facts/contexts";
import { dropsRoot } from "../../facts/stages";
import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "last-user-root",
  on: "image",
  severity: "error",
  production: true,
  meaning: "The last `USER` of an image is root.",
  reason:
    "Who breaks into the process is root in the container, and one flaw of the kernel away from root on the host.",
  how: "Of the stages that are run. Silent where compose sets `user`, and where what is started becomes another user by itself.",
  fix: "End with the `USER` that the process needs.",
  aliases: ["DL3002", "DS-0002", "CKV_DOCKER_8", "67fd0c4a", "CIS-4.1", "OW-2"],
  references: ["https://docs.docker.com/build/building/best-practices/#user"],
  bad: ['FROM python:3.13-slim\nUSER root\nCMD ["a"]\n', "FROM company/a:1\nUSER 0:0\nRUN x\n"],
  good: [
    "FROM python:3.13-slim\nUSER root\nRUN x\nUSER app\n",
    "FROM company/a:1 AS build\nUSER root\nFROM alpine:3.22\nUSER 1\nCOPY --from=build /a /a\n",
    'FROM company/a:1\nUSER root\nENTRYPOINT ["gosu", "app", "a"]\n',
  ],
  check(stage, tell, repository) {
    const { user } = imageOfStage(stage);
    if (user === undefined || !isRoot(user.value) || dropsRoot(stage, repository)) return;
    const uses = repository.usesOf(stage.dockerfile).filter((use) => use.stage === stage);
    if (
      uses.every(
        ({ service }) => service?.user !== undefined && service.user.at !== user.at && !isRoot(service.user.value),
      )
    )
      return;
    tell({ at: user.at, says: `\`${stage.name?.value ?? "The image"}\` is left to root.` });
  },
});
