import { composeCommandOf, dotenvOf, type Stack } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { marker } from "../../marker";
import { tag } from "../history";
import { converging } from "./converging";
import { history } from "./history";
import { parts } from "./parts";
import { pieces } from "./pieces";
import { rollout } from "./rollout";
import { supplies } from "./supplies";

const { sh } = shell;

/**
 * The script that brings an environment to other images on a swarm, and back: what `docker stack deploy` leaves to
 * others. It runs on a manager, with the stack file, the secrets' files and `.env` beside it.
 */
export function renderSwarmDeploy(stack: Stack, path: string, file: string): string {
  const up = path.split("/").slice(1).fill("..").join("/");
  const { base: _base, ...files } = stack.files;
  return shell.print(sh`
    #!/bin/sh
    # ${shell.raw(marker)}
    # Brings ${shell.raw(stack.environment)} to other images on its swarm, and back.
    set -eu

    usage() {
        cat <<'END'
    ${shell.raw(path)} [TAG]       to the images of that tag; without one, of the tag that is set in ${shell.raw(dotenvOf(stack))}
    ${shell.raw(path)} --rollback  to the images, settings and secrets of the deployment before the last one
    ${shell.raw(path)} --run JOB   runs a job once

    Run it on a manager. A service whose new containers do not get healthy is what it was before by Swarm itself; the
    others follow. The same goes for what is not done within DEPLOY_TIMEOUT seconds (900).
    END
    }

    cd ${up === "" ? sh`"$(dirname "$0")"` : sh`"$(dirname "$0")/${shell.raw(up)}"`}
    compose() {
        ${composeCommandOf({ ...stack, files: { ...files, compose: file } })} --progress quiet "$@"
    }
    stack=${stack.project}
    file=${file}
    dotenv=${dotenvOf(stack)}

    ${parts(stack)}

    ${supplies(stack.images.registry !== undefined)}

    ${pieces}

    ${converging}

    ${tag}

    ${history}

    ${rollout}
  `);
}
