/** An image that goes to a registry. */
export interface Published {
  /** Its target in the bake file. */
  readonly target: string;
  /** Its name, with the registry's. */
  readonly repository: string;
}

/** Whom to log in to: https://docs.docker.com/reference/cli/docker/image/pull/#pull-from-a-different-registry */
export function registryOf(repository: string): string {
  const [first = ""] = repository.split("/");
  return /[.:]/.test(first) || first === "localhost" ? first : "docker.io";
}
