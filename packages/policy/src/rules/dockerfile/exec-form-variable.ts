import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "exec-form-variable",
  on: "stage",
  of: ["CMD", "ENTRYPOINT"],
  severity: "warning",
  meaning: "A command in exec form has a variable in it.",
  reason: "No shell is there to put its value in: the program gets `${WORKERS}` as it is written.",
  how: "Variables that the image has by `ENV` or `ARG`, as a whole argument. What a shell or another program is given to read (`sh -c`, `envsubst`) is let pass.",
  fix: 'Write the value, or let a shell read it: `["sh", "-c", "exec uvicorn --workers $WORKERS app"]`.',
  references: ["https://docs.docker.com/reference/dockerfile/#variable-substitution"],
  bad: 'FROM python:3.14-slim\nENV WORKERS=4\nCMD ["uvicorn", "--workers", "${WORKERS}", "app:app"]\n',
  good: [
    'FROM python:3.14-slim\nENV WORKERS=4\nCMD ["sh", "-c", "exec uvicorn --workers ${WORKERS} app:app"]\n',
    "FROM python:3.14-slim\nENV WORKERS=4\nCMD exec uvicorn --workers ${WORKERS} app:app\n",
    'FROM python:3.14-slim\nENV WORKERS=4\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["uvicorn", "--workers", "$OTHER", "app:app"]\n',
  ],
  check(stage, tell) {
    const { args, environment, entrypoint } = imageOfStage(stage);
    for (const { json, keyword, rest } of stage.instructions) {
      if (!/^(CMD|ENTRYPOINT)$/.test(keyword) || json === undefined) continue;
      // a script may put values in
      if (keyword === "CMD" && entrypoint !== undefined && !/tini|dumb-init/.test(entrypoint.json?.[0] ?? "")) continue;
      if (json.some((arg) => /(^|\/)(ba|da|a|z|k)?sh$|^(envsubst|eval|cmd|powershell|pwsh)$/i.test(arg))) continue;
      const variable = json
        .map((arg) => /^\$\{?(\w+)\}?$/.exec(arg)?.[1])
        .find((name) => name !== undefined && (environment.has(name) || args.has(name)));
      if (variable !== undefined)
        tell({ at: rest, says: `\`$${variable}\` is passed on as it is written: no shell reads it.` });
    }
  },
});
