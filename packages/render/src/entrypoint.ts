import type { Entrypoint, Variable } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { checkers, checksOf, requiredOf, requiredWherePassed } from "./entrypoint-checks";
import { leadOn } from "./localhost";
import { marker } from "./marker";
import { writeConfig } from "./page";
import { givesMore } from "./variables-hook";
import { waitCommand } from "./wait";
import { checkWritable, makeLinks } from "./writable";

const { sh } = shell;

/** The script that prepares a container, tells every fault of its variables at once, and becomes its process. */
export function renderEntrypoint(entrypoint: Entrypoint): string {
  const { client, links, localhost, others, page, seeds, variables, waits, wrappers, writable } = entrypoint;
  return shell.print(sh`
    #!/bin/sh
    # ${shell.raw(marker)}
    # Prepares the container, then becomes the command.
    set -eu

    ${variables.length + others.length === 0 ? undefined : checkVariables(entrypoint)}

    ${Object.entries(seeds).map(([target, folder]) => seed(target, folder))}

    ${waits.some((wait) => "url" in wait) ? addressOf : undefined}

    ${waits.flatMap((wait) => {
      if ("url" in wait)
        return [
          sh`address_of ${wait.url} ${wait.otherwise}`,
          sh`[ -z "$host" ] || ${waitCommand(client, "host", "port")}`,
        ];
      const { host, port } = wait;
      const asked = waitCommand(client, host, port);
      return others.some(({ name }) => name === host) ? sh`[ -z "$(value_of ${host})" ] || ${asked}` : asked;
    })}

    ${makeLinks(links)}
    ${checkWritable(writable)}

    ${writeConfig(page)}

    ${localhost.map((forward) => leadOn(client, forward))}

    ${atStart(entrypoint)}

    ${wrappers.map((wrapper) => wrap(wrapper, [...variables, ...others]))}

    exec "$@"
  `);
}

/** A worker of the same image, and what is run beside, leaves them to the server. */
function atStart({ jobs, servers }: Entrypoint): shell.Script[] {
  const all = jobs.map((command) => sh`${command}`);
  if (all.length === 0 || servers.length === 0) return all;
  const patterns = servers.map((command) => `${shell.quote(command.join(" "))}*`);
  return [
    sh`
      # What else runs in this image, such as a worker, leaves these to the server.
      case "$*" in
          ${shell.raw(patterns.join(" | "))})
              ${all}
              ;;
      esac
    `,
  ];
}

const addressOf = sh`
  # NAME PORT: host and port of a URL; of several the first, of none nothing.
  address_of() {
      address=$(value_of "$1")
      address=\${address#*://}
      address=\${address%%[/?#]*}
      address=\${address##*@}
      address=\${address%%,*}
      port=$2
      case $address in
          '['*']:'*) port=\${address##*]:} ;;
          '['*) ;;
          *:*) port=\${address##*:} ;;
      esac
      host=\${address%":$port"}
      host=\${host#'['}
      host=\${host%']'}
  }
`;

/** What is blank counts as not set. */
function wrap({ command, variable }: Entrypoint["wrappers"][number], variables: readonly Variable[]): shell.Script {
  const kind = variables.find(({ name }) => name === variable)?.kind;
  return kind === "boolean"
    ? sh`
        case $(value_of ${variable}) in
            [Tt]rue | TRUE | 1 | yes | on) set -- ${command} "$@" ;;
        esac
      `
    : sh`
        if [ -n "$(value_of ${variable})" ]; then
            set -- ${command} "$@"
        fi
      `;
}

function checkVariables(entrypoint: Entrypoint): shell.Script {
  const { variables, others } = entrypoint;
  const all = [...variables, ...others].sort((a, b) => (a.name < b.name ? -1 : 1));
  const secrets = all.filter(isFromFile);
  const urls = all.flatMap(composeUrl);
  const templates = all.flatMap(fillTemplate);
  const required = [...variables.flatMap(requiredOf), ...others.flatMap(requiredWherePassed)];
  const checks = all.flatMap(checksOf);
  return sh`
  faults=
  ${secrets.length + required.length === 0 ? undefined : noSecretYet}
  fault() {
      faults="$faults
    - $*"
  }

  value_of() {
      printenv "$1" || :
  }

  ${secrets.length === 0 ? undefined : fromFile}

  ${fallBack}

  ${givesMore(entrypoint) ? inherit(all) : undefined}

  ${checkers([...required, ...checks])}

  ${secrets.map(fromFileOf)}

  ${required}

  ${variables.map(fallBackOf)}
  ${others.map(({ name }) => sh`fall_back ${name}`)}

  ${checks}
  if [ -n "$faults" ]; then
      printf 'This container cannot start, its variables are wrong:%s\nValues are set in .env, secrets in files of their own: .env.example explains each.\n' "$faults" >&2
      exit 78
  fi
  ${urls.length === 0 ? undefined : putTogether}
  ${urls}
  ${templates.length === 0 ? undefined : fill}
  ${templates}
  ${givesMore(entrypoint) ? becomeAtOnce : undefined}
  if [ "\${1:-}" = --check ]; then
      exit 0
  fi
`;
}

/** Names of secrets whose files cannot be read, or hold nothing. */
const noSecretYet = sh`
  unread=
  empty=
`;

/** Every secret may be given as a file, in development too, but one whose command knows the path. */
const isFromFile = ({ kind, path, source }: Variable): boolean =>
  kind === "secret" && (path !== undefined || source.kind !== "input" || source.input.file === undefined);

const fromFileOf = ({ name, path }: Variable): shell.Script =>
  path === undefined || path === `${name}_FILE` ? sh`from_file ${name}` : sh`from_file ${name} ${path}`;

const fromFile = sh`
  # NAME_FILE=/run/secrets/name gives NAME the text of that file; a program that reads such a file finds it by $2.
  from_file() {
      names_file=\${2:-$1_FILE}
      file=$(value_of "$names_file")
      [ -n "$file" ] || return 0
      [ $# = 2 ] || unset "$names_file"
      if [ -n "$(value_of "$1")" ]; then
          fault "$1 and $names_file are both set, expected one of them"
      elif [ ! -f "$file" ]; then
          unread="$unread $1 "
          fault "$names_file names $file, which is not there or is no file"
      elif [ ! -r "$file" ]; then
          unread="$unread $1 "
          fault "$names_file names $file, which uid $(id -u) cannot read: a secret keeps the mode of the host's file"
      elif [ $# = 1 ] && [ "$(tr -d '\0' <"$file" | wc -c)" -ne "$(wc -c <"$file")" ]; then
          unread="$unread $1 "
          fault "$names_file names $file, which holds a NUL: no variable can"
      else
          export "$1=$(cat "$file")"
          [ -n "$(value_of "$1")" ] || empty="$empty $1 "
      fi
  }
`;

/** What a scheduler took from its jobs. */
const inherit = (all: readonly Variable[]): shell.Script => sh`
  # with-variables COMMAND...: what a process gets that did not come through here, such as a job of cron.
  inherit() {
      for name; do
          printenv "$name" >/dev/null && continue
          value=$(tr '\n\0' '\001\n' </proc/1/environ | sed -n "s/^$name=//p" | tr '\001' '\n')
          [ -z "$value" ] || export "$name=$value"
      done
  }
  case \${0##*/} in
      with-variables)
          inherit ${all.map(({ name }) => name)}
          ${all.flatMap(({ name, path }) => (path === undefined ? [] : [sh`[ -n "$(value_of ${name})" ] || inherit ${path}`]))}
          ;;
  esac
`;

const becomeAtOnce = sh`
  case \${0##*/} in
      with-variables) exec "$@" ;;
  esac
`;

const fallBack = sh`
  # What is blank counts as not set.
  fall_back() {
      if [ -n "$(value_of "$1")" ]; then
          return 0
      elif [ $# = 2 ]; then
          export "$1=$2"
      else
          unset "$1"
      fi
  }
`;

/** A value that the declaration settles stands in the image too, for runs without Compose. */
function fallBackOf({ name, source }: Variable): shell.Script {
  const value = source.kind === "input" ? source.input.default : source.kind === "fixed" ? source.value : undefined;
  return value === undefined || value === "" ? sh`fall_back ${name}` : sh`fall_back ${name} ${value}`;
}

const putTogether = sh`

  # Every byte as %xx where one of them needs it: not every reader of URLs decodes a database's name.
  encoded() {
      case $(value_of "$1") in
          *[!A-Za-z0-9._~-]*) printf %s "$(value_of "$1")" | od -A n -v -t x1 | tr -d '\n' | tr ' ' % ;;
          *) value_of "$1" ;;
      esac
  }

  # For a driver that sends each character as one byte: a character for each byte.
  bytewise() {
      encoded "$1" | sed 's/%[89ab]./%C2&/g;s/%c/%C3%8/g;s/%d/%C3%9/g;s/%e/%C3%a/g;s/%f/%C3%b/g;s/%C/%c/g'
  }

  # NAME SCHEME USER PASSWORD HOST PORT PATH SUFFIX [bytewise]: what is set already stands.
  put_together() {
      [ -z "$(value_of "$1")" ] || return 0
      [ -n "$(value_of "$5")" ] || return 0
      login=$(encoded "$3")
      [ -z "$(value_of "$4")" ] || login=$login:$("\${9:-encoded}" "$4")
      export "$1=$2://\${login:+$login@}$(value_of "$5"):$(value_of "$6")\${7:+/$(encoded "$7")}$8"
  }
`;

function composeUrl({ name, source }: Variable): shell.Script[] {
  if (source.kind !== "url") return [];
  const { latin1, scheme, user = "", password = "", host, port, path = "", suffix = "" } = source;
  const parts = [name, scheme, user, password, host, port, path, suffix];
  return [sh`put_together ${latin1 ? [...parts, "bytewise"] : parts}`];
}

const fill = sh`

  # NAME TEXT VARIABLE TEXT...: what is set already stands, and what would lack a part is not set.
  fill() {
      name=$1
      [ -z "$(value_of "$name")" ] || return 0
      value=$2
      shift 2
      while [ $# -gt 0 ]; do
          [ -n "$(value_of "$1")" ] || return 0
          value=$value$(value_of "$1")$2
          shift 2
      done
      export "$name=$value"
  }
`;

const fillTemplate = ({ name, source }: Variable): shell.Script[] =>
  source.kind === "template" ? [sh`fill ${[name, ...source.parts]}`] : [];

/** The volume keeps what the image of an older lock file put there. */
const seed = (target: string, folder: string): shell.Script => sh`
  # The image's packages take the place of those that an older image left in the volume.
  if grep -q ${` ${target} `} /proc/mounts && ! cmp -s ${`${folder}/.stamp`} ${`${target}/.stamp`}; then
      find ${target} -mindepth 1 -delete
      cp -R ${`${folder}/.`} ${target}
  fi
`;
