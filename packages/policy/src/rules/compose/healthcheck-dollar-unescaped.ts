import { substitute } from "../../recover/compose/interpolate";
import { entriesOf, get, scalarsOf } from "../../recover/compose/nodes";
import { variablesOf } from "../../recover/compose/service";
import { rule } from "../../rule";

export default rule({
  id: "healthcheck-dollar-unescaped",
  on: "compose-file",
  severity: "warning",
  meaning: "A variable in a health check is put in by Compose, not by the container.",
  reason: "Compose knows its own `.env` only: the container's variable is not there, and the check asks for nothing.",
  how: "A `$NAME` in `test` that the service has in its `environment` as another value.",
  fix: "Write `$$NAME`.",
  references: ["https://docs.docker.com/reference/compose-file/interpolation/"],
  bad: "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_USER: app}\n    healthcheck:\n      test: [CMD-SHELL, 'pg_isready -U $POSTGRES_USER']\n",
  good: "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_USER: '${POSTGRES_USER:-app}'}\n    healthcheck:\n      test: [CMD-SHELL, 'pg_isready -U $$POSTGRES_USER -d ${DB:-x}']\n",
  check({ root }, tell) {
    for (const { value: service } of entriesOf(get(root, "services"))) {
      const environment = new Map(
        variablesOf(get(service, "environment")).map((variable) => [variable.name, variable]),
      );
      for (const scalar of scalarsOf(get(service, "healthcheck", "test"))) {
        for (const { at, name, operator } of substitute(scalar.text, () => undefined, scalar.at).uses) {
          const own = environment.get(name);
          if (
            operator === undefined &&
            own?.value !== undefined &&
            !own.value.includes(`$${name}`) &&
            !own.value.includes(`\${${name}`)
          )
            tell({
              at,
              says: `\`$${name}\` is what Compose knows, not what the container has.`,
              related: [{ at: own.at, says: "the container's" }],
            });
        }
      }
    }
  },
});
