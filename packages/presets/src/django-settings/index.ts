import { posix } from "node:path";
import { base } from "./base";
import { health } from "./health";
import { init, local, production } from "./modules";
import { requirements } from "./requirements";

export { type DjangoOverlayOptions, djangoOverlay } from "./overlay";

export interface DjangoSettingsOptions {
  /** Folder with `manage.py`, from the project's folder. Default: the project's folder. */
  readonly source?: string;
  /** Package of the settings, such as `config`. */
  readonly project: string;
}

/**
 * Settings of Django for each environment, which read the variables of `django`, and the packages that they need: for
 * the option `samples` of a stack, which writes them where they are missing. `DJANGO_SETTINGS_MODULE` names the one that
 * runs: `config.settings.local`, `config.settings.production`.
 */
export function djangoSettings({ project, source = "." }: DjangoSettingsOptions): Readonly<Record<string, string>> {
  const at = (...path: readonly string[]): string => posix.join(source, ...path);
  return {
    [at(project, "settings/__init__.py")]: init(project),
    [at(project, "settings/base.py")]: base(project),
    [at(project, "settings/local.py")]: local,
    [at(project, "settings/production.py")]: production,
    [at(project, "health.py")]: health,
    [at("requirements.txt")]: requirements,
  };
}
