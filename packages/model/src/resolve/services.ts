import type { Service } from "../stack";
import { running } from "./external";
import { resolveFoldersJob } from "./folders";
import { resolveHandbook } from "./handbook";
import { resolveJobs } from "./jobs";
import type { Networks } from "./networks";
import { resolveService } from "./service";
import type { View } from "./view";

/** The services of a view, and their one-shot jobs. */
export const resolveServices = (view: View, { of, outward, reaches }: Networks): Service[] =>
  Object.entries(running(view.shapes)).flatMap(([name, shape]) => [
    {
      ...resolveService(name, shape, view, of(name)),
      reaches: reaches(name),
      ...resolveHandbook(name, shape, view),
    },
    ...resolveFoldersJob(name, view),
    ...resolveJobs(name, shape, view, outward(name)).map((job) => ({
      ...job,
      reaches: job.networks.length === 0 ? [] : reaches(name),
    })),
  ]);
