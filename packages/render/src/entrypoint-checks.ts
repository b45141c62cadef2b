import type { Variable, VariableRule } from "@quaywright/model";
import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** That it has a value, where neither the declaration nor a default gives it one. */
export function requiredOf({ name, path, purpose = "", required, source }: Variable): shell.Script[] {
  const settled =
    source.kind === "fixed" ||
    source.kind === "url" ||
    source.kind === "template" ||
    (source.kind === "input" &&
      (source.input.default !== undefined || (source.input.file !== undefined && path === undefined)));
  if (!required || settled) return [];
  const file = source.kind === "input" ? source.input.file : undefined;
  const hint = [...(purpose === "" ? [] : [purpose]), ...(file === undefined ? [] : [`Its file is ${file}.`])].join(
    " ",
  );
  return [sh`required ${name} ${hint}`];
}

/** The same of a variable that not every service of this code has: Compose passes it, be it blank, to those that do. */
export const requiredWherePassed = (variable: Variable): shell.Script[] =>
  requiredOf(variable).map((check) => sh`is_passed ${variable.name} && ${check}`);

/** What else an entrypoint asks of a variable, each a call of a function below. */
export function checksOf({ kind, name, path, rule, source, spelled }: Variable): shell.Script[] {
  const separator = spelled?.separator;
  return [
    ...(rule.minimumLength === undefined ? [] : [sh`at_least ${name} ${rule.minimumLength}`]),
    ...(rule.refuse === undefined ? [] : [sh`refuse ${name} ${rule.refuse}`]),
    ...(rule.oneOf === undefined ? [] : [sh`one_of ${name} ${rule.oneOf}`]),
    ...(kind === "number" ? [sh`number ${name} ${range(rule)}`] : []),
    ...(kind === "url" ? [sh`url ${name}`] : []),
    ...(kind === "boolean" && spelled === undefined ? [sh`boolean ${name}`] : []),
    ...(kind === "list" && range(rule).length > 0
      ? [sh`items ${name} ${range(rule)} ${separator === undefined ? [] : [separator === "json" ? "," : separator]}`]
      : []),
    ...(kind === "boolean" && spelled !== undefined ? [sh`spell ${name} ${spelled.true!} ${spelled.false!}`] : []),
    ...(source.kind === "url" && path !== undefined ? [sh`filled ${name}`] : []),
    ...(spelled?.scheme === undefined ? [] : [sh`scheme ${name} ${spelled.scheme}`]),
    ...(separator === undefined
      ? []
      : [sh`${separator === "json" ? "array" : "separate"} ${name} ${separator === "json" ? [] : [separator]}`]),
  ];
}

/** Least and greatest value as the shell compares them, `-` for none; nothing where there is neither. */
const range = ({ maximum, minimum }: VariableRule): string[] =>
  maximum === undefined && minimum === undefined ? [] : [String(minimum ?? "-"), String(maximum ?? "-")];

/** The functions that these checks call. */
export const checkers = (checks: readonly shell.Script[]): shell.Script[] =>
  Object.entries(functions).flatMap(([name, text]) =>
    checks.some((check) => calls(check, name)) ? [shell.script(text, shell.raw(""))] : [],
  );

const calls = ({ lines: [line = ""] }: shell.Script, name: string): boolean =>
  line.split(" && ").some((call) => call.startsWith(`${name} `));

const functions: Readonly<Record<string, shell.Script>> = {
  is_passed: sh`
    is_passed() {
        printenv "$1" >/dev/null
    }
  `,
  required: sh`
    required() {
        case $unread in
            *" $1 "*) return 0 ;; # its file is told already
        esac
        case $empty in
            *" $1 "*) fault "$1 is not set: its file is empty, as uid $(id -u) reads it. $2" && return 0 ;;
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
        value=$(value_of "$1")
        case $value in
            '') return 0 ;;
            *[!0-9]* | ????????????????*) fault "$1 is not a whole number" && return 0 ;;
        esac
        if [ "\${2:--}" != - ] && [ "$value" -lt "$2" ]; then fault "$1 is $value, expected at least $2"; fi
        if [ "\${3:--}" != - ] && [ "$value" -gt "$3" ]; then fault "$1 is $value, expected at most $3"; fi
    }
  `,
  url: sh`
    url() {
        case $(value_of "$1") in
            '' | [a-z]*://?*) ;;
            *) fault "$1 is not a URL, expected scheme://host" ;;
        esac
    }
  `,
  filled: sh`
    filled() {
        case $empty in
            *" $1 "*) fault "$1 is not set: its file is empty, as uid $(id -u) reads it." ;;
        esac
    }
  `,
  scheme: sh`
    # NAME SCHEME: a URL with the scheme by which its reader knows the driver, or with its own.
    scheme() {
        value=$(value_of "$1")
        case $value in
            '') ;;
            [a-z]*://?*) [ -z "$2" ] || export "$1=$2://\${value#*://}" ;;
            *) fault "$1 is not a URL, expected scheme://user:password@host" ;;
        esac
    }
  `,
  items: sh`
    items() {
        count=$(value_of "$1" | tr ",\${4:-,}" '\n\n' | grep -c '[^[:space:]]') || :
        [ -n "$(value_of "$1")" ] || return 0
        if [ "$2" != - ] && [ "$count" -lt "$2" ]; then fault "$1 has $count items, expected at least $2"; fi
        if [ "$3" != - ] && [ "$count" -gt "$3" ]; then fault "$1 has $count items, expected at most $3"; fi
    }
  `,
  spell: sh`
    # NAME TRUE FALSE: a boolean as its reader spells it; one that is blank is not set.
    spell() {
        value=$(value_of "$1")
        case $value in
            '' | "$2" | "$3") return 0 ;;
            1 | [Tt]rue | TRUE | [Yy]es | [Oo]n) value=$2 ;;
            0 | [Ff]alse | FALSE | [Nn]o | [Oo]ff) value=$3 ;;
            *) fault "$1 is not a boolean, expected True or False" && return 0 ;;
        esac
        if [ -n "$value" ]; then export "$1=$value"; else unset "$1"; fi
    }
  `,
  separate: sh`
    # NAME SEPARATOR: what stood between commas, with what its reader has between them.
    separate() {
        [ -n "$(value_of "$1")" ] || return 0
        export "$1=$(value_of "$1" | tr , '\n' | sed 's/^[[:space:]]*//;s/[[:space:]]*$//;/^$/d' | paste -s -d "$2" -)"
    }
  `,
  array: sh`
    # NAME: what stood between commas, as an array of JSON.
    array() {
        case $(value_of "$1") in
            '' | '['*) return 0 ;;
        esac
        export "$1=[$(value_of "$1" | tr , '\n' | sed 's/^[[:space:]]*//;s/[[:space:]]*$//;/^$/d;s/[\\"]/\\&/g;s/.*/"&"/' | paste -s -d , -)]"
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
