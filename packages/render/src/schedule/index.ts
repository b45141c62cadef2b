import { type Stack, scheduledIn, unitOf } from "@quaywright/model";
import type { PlannedFile } from "../planned-file";
import { renderSchedule } from "./script";
import { renderTimer, renderUnit } from "./units";

/** The units of systemd for what has a schedule, and the script that gives them to the machine. */
export function planSchedules(stack: Stack): PlannedFile[] {
  const { schedule: path, units: folder } = stack.files;
  if (path === undefined || folder === undefined) return [];
  const services = scheduledIn(stack);
  return [
    { path, text: renderSchedule(stack, services, { path, folder }), executable: true },
    ...services.flatMap((service) => {
      const unit = `${folder}/${unitOf(service, stack)}`;
      return [
        { path: `${unit}.service`, text: renderUnit(service, stack) },
        { path: `${unit}.timer`, text: renderTimer(service, stack) },
      ];
    }),
  ];
}
