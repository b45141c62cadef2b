import { gunicornSettings } from "../python/gunicorn";
import { settingsBelowPrefix } from "./settings";

const indented = settingsBelowPrefix.replace(/^(?=.)/gm, "    ");

/** Settings of gunicorn for a site that may be found under a prefix. */
export const djangoGunicornSettings = `${gunicornSettings}
if os.environ.get("SCRIPT_NAME"):
    import django.conf

${indented}
    django.conf.Settings = Settings
`;
