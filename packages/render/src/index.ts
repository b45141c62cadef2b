export type { PlannedFile } from "./planned-file";
