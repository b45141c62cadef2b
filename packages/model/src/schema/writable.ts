import { z } from "zod";

const owner = z.string().regex(/^\d+:\d+$/, "`uid:gid` in numbers");

/** A place that a process may write, and where what it writes there lies. */
export const place = z.discriminatedUnion("in", [
  /** In memory, gone with the container. */
  z.strictObject({
    in: z.literal("memory"),
    /** Such as `256m`; it counts as memory of the container. Default: `64m`. */
    size: z
      .string()
      .regex(/^\d+[kmg]$/, "a size such as `256m`")
      .optional(),
    /** Nobody else can enter it, `uid:gid` in numbers. Default: whoever runs may write it. */
    owner: owner.optional(),
    /** Programs may be started from it, such as what a compiler puts into its cache. Default: false. */
    executable: z.boolean().optional(),
  }),
  /** On a volume of the engine, which outlives containers. */
  z.strictObject({
    in: z.literal("volume"),
    /** Its name. Default: the path, such as `srv-logs` for `/srv/logs`. */
    name: z
      .string()
      .regex(/^[A-Za-z0-9._-]+$/, "a volume's name: letters, digits, `.`, `_` and `-`")
      .optional(),
    /** Those that run the same code have it too. Default: true. */
    shared: z.boolean().optional(),
    /**
     * It is a file, which the application looks for at a fixed place: that is a link to a folder on the volume, where
     * what belongs beside it, such as a database's journal, lies beside it. Default: false, a folder.
     */
    file: z.boolean().optional(),
  }),
  /** In a folder of the host, which has to be there. */
  z.strictObject({
    in: z.literal("folder"),
    /** From the project's folder, or absolute. */
    folder: z.string().regex(/^[^$]+$/, "a folder such as `data/uploads`"),
    /** Those that run the same code have it too. Default: true. */
    shared: z.boolean().optional(),
  }),
]);

/**
 * What a service may write beside what it declares by `volumes` and `scratch`: a path, or the name of one of its
 * volumes, and where that lies. It takes the place of a volume or scratch of the same path.
 */
export const writable = z.record(
  z.string().regex(/^\/.|^[A-Za-z0-9._-]+$/, "a path in the container, or the name of one of its volumes"),
  z.union([z.enum(["memory", "volume"]), place]),
);

export type PlaceShape = z.output<typeof place>;
export type WritableShape = z.output<typeof writable>;
