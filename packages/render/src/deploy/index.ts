import { composeCommandOf, deploymentsOf, dotenvOf, type Stack } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { marker } from "../marker";
import { gateways } from "./gateways";
import { history } from "./history";
import { parts } from "./parts";
import { rollout } from "./rollout";
import { running } from "./running";
import { renderSwarmDeploy } from "./swarm";

const { sh } = shell;

/**
 * The script that brings an environment to other images while it serves, and back. POSIX shell and the Docker client are
 * all that it takes, for a host that only runs the stack has neither Node.js nor the sources.
 */
export function renderDeploy(stack: Stack, path: string): string {
  if (stack.files.stack !== undefined) return renderSwarmDeploy(stack, path, stack.files.stack);
  const up = path.split("/").slice(1).fill("..").join("/");
  return shell.print(sh`
    #!/bin/sh
    # ${shell.raw(marker)}
    # Brings ${shell.raw(stack.environment)} to other images while it serves, and back.
    set -eu

    usage() {
        cat <<'END'
    ${shell.raw(path)} [TAG]       to the images of that tag; without one, of the tag that is set in ${shell.raw(dotenvOf(stack))}
    ${shell.raw(path)} --rollback  to the images that ran before the last deployment

    What can run beside its former self is started so, takes over when it works, and the old containers are stopped then.
    If a job fails, or what is new does not work within DEPLOY_TIMEOUT seconds (300), the old containers go on.
    END
    }

    cd ${up === "" ? sh`"$(dirname "$0")"` : sh`"$(dirname "$0")/${shell.raw(up)}"`}
    compose() {
        ${composeCommandOf(stack)} --progress quiet "$@"
    }
    dotenv=${dotenvOf(stack)}
    history=${deploymentsOf(stack)}

    ${parts(stack)}

    ${running}

    ${gateways}

    ${history}

    ${rollout(stack.images.registry !== undefined)}
  `);
}
