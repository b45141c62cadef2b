/** A file that a stack needs: its place, its text, and whether it can be run. Writing it is someone else's job. */
export interface PlannedFile {
  /** Path from the project's folder, with `/` between its parts. */
  readonly path: string;
  readonly text: string;
  /** Mode 0755 rather than 0644. Default: false. */
  readonly executable?: boolean;
}
