import { installOf, pipPrograms } from "../../facts/installs";
import { rule } from "../../rule";

const tools = /^(pip|setuptools|wheel|build|virtualenv|pipenv|poetry|uv|pipx|hatch|pdm|tox|nox|twine)(\[.*\])?$/i;

export default rule({
  id: "pip-pin-version",
  on: "command",
  of: pipPrograms,
  severity: "warning",
  meaning: "`pip install` names a package without a version.",
  reason: "Two builds of one commit have two versions, and the newer one breaks.",
  how: "Requirement files, local folders, archives, URLs, constraints and the installers themselves are let pass.",
  fix: "Write `name==version`, or list it in a requirements file that is locked.",
  aliases: ["DL3013", "02d9c71f"],
  references: ["https://pip.pypa.io/en/stable/topics/repeatable-installs/"],
  bad: ["FROM python:3.13\nRUN pip install flask\n", "FROM python:3.13\nRUN python -m pip install 'flask[async]'\n"],
  good: "FROM python:3.13\nRUN pip install flask==3.0 && pip install -r r.txt && pip install . ./a a.whl $B && pip install -U pip && pip install -c c.txt flask 'a~=1.2' git+https://x/y@v1\n",
  check({ command }, tell) {
    const install = installOf(command);
    if (install === undefined || command.args.some((arg) => /^(-c|--constraint|--no-index)(=|$)/.test(arg))) return;
    const first = install.packages.find(
      ({ value }) => !/==|~=|[$/@<>]|^\.|\.(whl|zip|gz|txt|toml)$|^\*|\\/.test(value) && !tools.test(value),
    );
    if (first !== undefined) tell({ at: first.at, says: `\`${first.value}\` is whatever version is newest that day.` });
  },
});
