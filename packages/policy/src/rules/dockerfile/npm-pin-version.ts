import { installOf } from "../../facts/installs";
import { hasOption } from "../../recover/shell/commands";
import { rule } from "../../rule";

export default rule({
  id: "npm-pin-version",
  on: "command",
  of: ["npm"],
  severity: "warning",
  meaning: "`npm install` names a package without a version.",
  reason: "Two builds of one commit have two versions, and the newer one breaks.",
  fix: "Write `name@version`, or let `package.json` and its lock file name it.",
  aliases: ["DL3016", "e36d8880"],
  bad: ["FROM node:22\nRUN npm install -g serve\n", "FROM node:22\nRUN npm i -g @a/b@latest\n"],
  good: "FROM node:22\nRUN npm install -g serve@14 @a/b@1 && npm install && npm i -g npm ./x $P git+https://a/b.git\n",
  check({ command }, tell) {
    const install = installOf(command);
    if (install === undefined || (!hasOption(command, "-g", "--global") && command.args[0] === "ci")) return;
    const first = install.packages.find(
      ({ value }) =>
        (!/^@?[^@]+@./.test(value) || /@(latest|next)$/.test(value)) &&
        !/[$]|^[./]|:|\.tgz$|^(npm|yarn|pnpm|corepack)(@latest)?$/.test(value) &&
        !/^[\w-]+\/[\w.-]+$/.test(value),
    );
    if (first !== undefined) tell({ at: first.at, says: `\`${first.value}\` is whatever version is newest that day.` });
  },
});
