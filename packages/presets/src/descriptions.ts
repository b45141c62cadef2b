import found from "./descriptions.json";

/** A preset as its sources describe it. */
export interface PresetDescription {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly {
    readonly name: string;
    readonly type: string;
    /** Whether it must be given. */
    readonly required: boolean;
    readonly default?: string;
    /** What it is, with its unit. */
    readonly description: string;
  }[];
  /** How a template uses it. */
  readonly example?: string;
}

/** All presets by name, from the doc comments of their options. */
export const descriptions: readonly PresetDescription[] = found;
