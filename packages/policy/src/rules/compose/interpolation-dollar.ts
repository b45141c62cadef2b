import { isSecretName } from "../../knowledge/secrets";
import { entriesOf, get, scalarsOf } from "../../recover/compose/nodes";
import { variablesOf } from "../../recover/compose/service";
import { rule } from "../../rule";

export default rule({
  id: "interpolation-dollar",
  on: "compose-file",
  severity: "warning",
  meaning: "A `$` in a password or command is taken for a variable.",
  reason:
    "Compose puts the variable's value there, which is mostly nothing: the password is another one than it seems.",
  how: "In values of secret-like names where a `$` is followed by letters that are no variable of the files, and is not the value's beginning; in commands after a backslash, which means nothing to Compose.",
  fix: "Write `$$`.",
  references: ["https://docs.docker.com/reference/compose-file/interpolation/"],
  bad: [
    "services:\n  a:\n    image: a:1\n    environment:\n      DB_PASSWORD: pa$word\n",
    'services:\n  a:\n    image: a:1\n    entrypoint: sh -c "mc alias set s http://s \\$KEY_ID \\$KEY"\n',
  ],
  good: "services:\n  a:\n    image: a:1\n    environment:\n      DB_PASSWORD: pa$$word\n      OTHER_PASSWORD: ${PREFIX}-x\n    command: sh -c 'echo $$HOME'\n",
  check({ root }, tell) {
    for (const { value: service } of entriesOf(get(root, "services"))) {
      for (const { at, name, value = "" } of variablesOf(get(service, "environment"))) {
        if (isSecretName(name) && /[^${/:@-]\$[a-z]/.test(value) && !/\$\{|:\/\//.test(value))
          tell({ at, says: `The \`$\` in \`${name}\` begins a variable.`, secret: true });
      }
      for (const key of ["entrypoint", "command"]) {
        const found = scalarsOf(get(service, key)).find(({ text }) => /\\\$[A-Za-z_{]/.test(text));
        if (found !== undefined)
          tell({ at: found.at, says: "A backslash keeps no `$` from Compose: the shell gets the value, or nothing." });
      }
    }
  },
});
