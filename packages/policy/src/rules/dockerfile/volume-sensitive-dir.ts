import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "volume-sensitive-dir",
  on: "stage",
  of: ["VOLUME"],
  severity: "warning",
  meaning: "`VOLUME` is a folder of the system.",
  reason: "Each container gets a copy of it that stays when the container is gone, and nobody updates.",
  fix: "Name the folder of the data alone.",
  aliases: ["DKL-DI-0002"],
  references: ["https://docs.docker.com/reference/dockerfile/#volume"],
  bad: ["FROM alpine:3.22\nVOLUME /etc\n", 'FROM alpine:3.22\nVOLUME ["/"]\n'],
  good: "FROM alpine:3.22\nVOLUME /data /var/lib/app /tmp/x\n",
  check(stage, tell) {
    for (const { at, value } of imageOfStage(stage).volumes)
      if (
        /^\/((usr|var|etc|dev|proc|sys|bin|sbin|lib|boot|root|home|usr\/local|var\/lib|var\/run|run)\/?)?$/.test(
          value,
        ) &&
        stage.instructions.some((each) => each.at === at)
      )
        tell({ at, says: `\`${value}\` is a folder of the system.` });
  },
});
