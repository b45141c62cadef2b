import { isPlaceholder } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "env-value-type",
  on: "env-file",
  severity: "error",
  meaning: "A value is not of the kind that its own name or comment promises.",
  reason: "The program fails to start, or takes `False ` for true.",
  how: "Ports that are no number up to 65 535, and what a comment says to be a number, a boolean or a URL.",
  fix: "Write a value of that kind.",
  bad: "DB_PORT=abc\n",
  good: "DB_PORT=5432\nPORTS=80,81\nB_PORT=\nC_PORT=${X}\nSERIAL_PORT=/dev/ttyUSB0\nADDR_PORT=127.0.0.1:80\n",
  check({ entries, isExample }, tell) {
    for (const { comment, name, value, valueAt } of entries) {
      if (value === "" || value.includes("$") || isPlaceholder(value) || /[<>{}]/.test(value)) continue;
      if (
        /(^|_)PORT$/.test(name) &&
        !/SERIAL|DEVICE|COM_/.test(name) &&
        !/^\d{1,5}(-\d{1,5})?(\/\w+)?$|[:/.]/.test(value) &&
        !isExample
      )
        tell({ at: valueAt, says: `\`${name}\` is \`${value}\`, which is no port.` });
      else if (/(^|_)PORT$/.test(name) && /^\d+$/.test(value) && Number(value) > 65535)
        tell({ at: valueAt, says: `\`${name}\` is ${value}, and ports end at 65535.` });
      else if (/\bA boolean\./.test(comment) && !/^(true|false|1|0|yes|no|on|off)$/i.test(value))
        tell({ at: valueAt, says: `\`${name}\` is said to be a boolean.` });
      else if (/\bA number\./.test(comment) && Number.isNaN(Number(value)))
        tell({ at: valueAt, says: `\`${name}\` is said to be a number.` });
    }
  },
});
