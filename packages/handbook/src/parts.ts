import type { Part } from "@quaywright/model";
import type { MakeSection } from "./section";
import { arrival } from "./sections/arrival";
import { backup } from "./sections/backup";
import { checklist } from "./sections/checklist";
import { daily } from "./sections/daily";
import { databaseUpgrade } from "./sections/database-upgrade";
import { deviations } from "./sections/deviations";
import { environments } from "./sections/environments";
import { installDocker } from "./sections/install-docker";
import { move } from "./sections/move";
import { quickStart } from "./sections/quick-start";
import { requirements } from "./sections/requirements";
import { scaling } from "./sections/scaling";
import { schedule } from "./sections/schedule";
import { secrets } from "./sections/secrets";
import { security } from "./sections/security";
import { selfHosting } from "./sections/self-hosting";
import { tls } from "./sections/tls";
import { troubleshooting } from "./sections/troubleshooting";
import { uninstall } from "./sections/uninstall";
import { upgrade } from "./sections/upgrade";
import { variables } from "./sections/variables";

/** What makes each part; the overview alone differs by page, for its picture. */
export const makers: Readonly<Record<Exclude<Part, "overview">, MakeSection>> = {
  requirements,
  "install-docker": installDocker,
  "quick-start": quickStart,
  daily,
  environments,
  variables,
  secrets,
  checklist,
  tls,
  schedule,
  upgrade,
  "database-upgrade": databaseUpgrade,
  backup,
  move,
  scaling,
  "self-hosting": selfHosting,
  troubleshooting,
  security,
  arrival,
  deviations,
  uninstall,
};
