import { alone, askedByGateways, type Service, type Stack } from "@quaywright/model";
import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** What of a stack its deployment has to know, as variables and functions of the script. */
export function parts(stack: Stack): shell.Script {
  const lasting = stack.services.filter(({ oneShot, profile }) => !oneShot && profile === undefined);
  const built = lasting.flatMap((service) => (repositoryOf(service) === undefined ? [] : [service]));
  const beside = built.filter((service) => alone(service) === undefined);
  const instead = built.filter((service) => alone(service) !== undefined);
  const repositories = [...new Set(built.flatMap((service) => repositoryOf(service) ?? []))].sort();
  const [{ tag } = { tag: stack.environment }] = built.flatMap(({ image }) => (image.kind === "built" ? [image] : []));
  const routes = askedByGateways(stack).filter(({ service }) => names(beside).includes(service));
  return sh`
    default_tag=${tag}
    repositories=${repositories.join(" ")}
    # not of our making, jobs, what can run beside its former self, and what cannot
    pulled=${names(lasting.filter((service) => !built.includes(service))).join(" ")}
    jobs=${names(stack.services.filter(({ oneShot, profile }) => oneShot && profile === undefined)).join(" ")}
    beside=${names(beside).join(" ")}
    instead=${names(instead).join(" ")}
    gateways=${[...new Set(routes.map(({ gateway }) => gateway))].join(" ")}

    repository_of() {
        case $1 in
            ${built.map((service) => sh`${service.name}) echo ${repositoryOf(service)} ;;`)}
        esac
    }

    replicas_of() {
        case $1 in
            ${built.flatMap(({ name, replicas }) => (replicas === 1 ? [] : [sh`${name}) echo ${replicas} ;;`]))}
            *) echo 1 ;;
        esac
    }

    why_alone() {
        case $1 in
            ${instead.map((service) => sh`${service.name}) echo ${alone(service)} ;;`)}
            *) ;;
        esac
    }

    # gateway, service that it asks, by which network, at which port
    routes=${routes.map(({ gateway, network, port, service }) => `${gateway} ${service} ${network} ${port}`).join("\n")}
  `;
}

const names = (services: readonly Service[]): string[] => services.map(({ name }) => name);

const repositoryOf = ({ image }: Service): string | undefined =>
  image.kind === "built" ? image.repository : undefined;
