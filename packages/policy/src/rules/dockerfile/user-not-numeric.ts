import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "user-not-numeric",
  on: "image",
  severity: "off",
  seed: "info",
  meaning: "`USER` is a name.",
  reason:
    "Kubernetes cannot tell whether a name is root, and refuses it under `runAsNonRoot`; a volume's owner is a number.",
  fix: "Write the number: `USER 1000:1000`.",
  aliases: ["DL3066"],
  references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
  bad: "FROM alpine:3.22\nRUN adduser -D app\nUSER app\n",
  good: "FROM alpine:3.22\nUSER 1000:1000\n",
  check(stage, tell) {
    const { user } = imageOfStage(stage);
    if (user !== undefined && /^[a-z_]/i.test(user.value) && user.value !== "root")
      tell({ at: user.at, says: `\`${user.value}\` is a name.` });
  },
});
