import type { Variable } from "@quaywright/model";
import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** What an entrypoint asks of a variable, each a call of a function below. */
export function checksOf({ kind, name, purpose = "", required, rule, source }: Variable): shell.Script[] {
  const file = source.kind === "input" ? source.input.file : undefined;
  const hint = [...(purpose === "" ? [] : [purpose]), ...(file === undefined ? [] : [`Its file is ${file}.`])].join(
    " ",
  );
  const settled = source.kind === "fixed" || (source.kind === "input" && source.input.default !== undefined);
  return [
    ...(required && !settled ? [sh`required ${name} ${hint}`] : []),
    ...(rule.minimumLength === undefined ? [] : [sh`at_least ${name} ${rule.minimumLength}`]),
    ...(rule.refuse === undefined ? [] : [sh`refuse ${name} ${rule.refuse}`]),
    ...(rule.oneOf === undefined ? [] : [sh`one_of ${name} ${rule.oneOf}`]),
    ...(kind === "number" ? [sh`number ${name}`] : []),
    ...(kind === "boolean" ? [sh`boolean ${name}`] : []),
  ];
}

/** The functions that these checks call. */
export const checkers = (checks: readonly shell.Script[]): shell.Script[] =>
  Object.entries(functions).flatMap(([name, text]) =>
    checks.some(({ lines }) => lines[0]?.startsWith(`${name} `)) ? [shell.script(text, shell.raw(""))] : [],
  );

const functions: Readonly<Record<string, shell.Script>> = {
  required: sh`
    required() {
        case $faults in
            *"$1_FILE "*) return 0 ;; # its file is told already
        esac
        [ -n "$(value_of "$1")" ] || fault "$1 is not set. $2"
    }
  `,
  at_least: sh`
    at_least() {
        value=$(value_of "$1")
        [ -z "$value" ] || [ "\${#value}" -ge "$2" ] || fault "$1 has \${#value} characters, expected at least $2"
    }
  `,
  refuse: sh`
    refuse() {
        name=$1
        shift
        for pattern; do
            # shellcheck disable=SC2254 # it is a pattern on purpose
            case $(value_of "$name") in
                $pattern) fault "$name holds $pattern, a placeholder or an unsafe value, expected one of your own" ;;
            esac
        done
    }
  `,
  one_of: sh`
    one_of() {
        name=$1
        shift
        value=$(value_of "$name")
        for allowed; do
            [ "$value" != "$allowed" ] || return 0
        done
        [ -z "$value" ] || fault "$name is $value, expected one of $*"
    }
  `,
  number: sh`
    number() {
        case $(value_of "$1") in
            *[!0-9]*) fault "$1 is not a whole number" ;;
        esac
    }
  `,
  boolean: sh`
    boolean() {
        case $(value_of "$1") in
            '' | 0 | 1 | [Tt]rue | [Ff]alse | TRUE | FALSE | [Yy]es | [Nn]o | [Oo]n | [Oo]ff) ;;
            *) fault "$1 is not a boolean, expected True or False" ;;
        esac
    }
  `,
};
