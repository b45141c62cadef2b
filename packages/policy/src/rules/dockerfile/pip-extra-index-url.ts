import { pipPrograms } from "../../facts/installs";
import { rule } from "../../rule";

export default rule({
  id: "pip-extra-index-url",
  on: "command",
  of: pipPrograms,
  severity: "warning",
  meaning: "`pip` looks for packages in a second index.",
  reason: "It takes the highest version of either: who publishes a package of an internal name is installed instead.",
  how: "Indexes of whole distributions of their own, such as PyTorch's, are let pass.",
  fix: "Name one index by `--index-url`, one that mirrors the other; with uv, name the index of each package.",
  references: ["https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-extra-index-url"],
  bad: "FROM python:3.13\nRUN pip install --extra-index-url https://pypi.a.example/simple a\n",
  good: "FROM python:3.13\nRUN pip install --index-url https://pypi.a.example/simple a\nRUN pip install torch --extra-index-url https://download.pytorch.org/whl/cpu\n",
  check({ command: { args, argv, name } }, tell) {
    const index = args.findIndex((arg) => /^--extra-index-url(=|$)/.test(arg));
    const url = args[index]?.split("=")[1] ?? args[index + 1] ?? "";
    if (
      index < 0 ||
      (name === "uv" && args.includes("--index-strategy")) ||
      /pytorch\.org|nvidia\.com|piwheels\.org|pytorch|wheels|whl|pypi\.org|rapids|jax-releases/.test(url)
    )
      return;
    tell({
      at: argv[index + 1]!.at,
      says: `Packages may come from \`${url.replace(/\/\/[^@/]*@/, "//")}\` or from the other index.`,
    });
  },
});
