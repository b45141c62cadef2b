/** An action of GitHub, by a commit that nobody can move. */
export interface Action {
  readonly commit: string;
  readonly version: string;
}

/**
 * The actions that a workflow uses, each by the commit of a release: a tag can be moved, and has been (practice: of 77
 * tags of one of these 76 were, in March 2026). Seen in several public repositories each, 2026-11-21.
 *
 * To refresh one: `git ls-remote https://github.com/<action> 'refs/tags/<version>*'`, where the line that ends with
 * `^{}`, if there is one, has the commit; then here, or in a declaration under `ci.actions`.
 */
export const actions: Readonly<Record<string, Action>> = {
  "actions/checkout": { commit: "de0fac2e4500dabe0009e67214ff5f5447ce83dd", version: "v6.0.2" },
  "actions/setup-node": { commit: "6044e13b5dc448c55e2357c09f80417699197238", version: "v6.2.0" },
  "aquasecurity/trivy-action": { commit: "ed142fd0673e97e23eac54620cfb913e5ce36c25", version: "v0.36.0" },
  "github/codeql-action": { commit: "9e907b5e64f6b83e7804b09294d44122997950d6", version: "v4.32.3" },
  "sigstore/cosign-installer": { commit: "cad07c2e89fa2edd6e2d7bab4c1aa38e53f76003", version: "v4.1.1" },
};
