import type { Fact, Place, Source } from "../../place";

export interface Directive {
  readonly name: string;
  readonly nameAt: Place;
  /** From the name to the `;`, or to the `{`. */
  readonly at: Place;
  /** Without quotes. */
  readonly args: readonly Fact<string>[];
  readonly block?: readonly Directive[];
  readonly parent?: Directive;
  readonly file: NginxFile;
}

export interface NginxFile {
  readonly kind: "nginx-file";
  readonly source: Source;
  readonly path: string;
  readonly directives: readonly Directive[];
  readonly faults: readonly { readonly at: Place; readonly says: string }[];
}
