/** Names of the rules that were considered: what the tools below have, and what files held against each other can show. */
export const considered: readonly string[] = `
dockerfile-parse-error first-instruction-from no-empty-continuation instruction-casing from-as-casing
stage-name-casing duplicate-stage-name reserved-stage-name maintainer-deprecated legacy-key-value multiple-cmd
multiple-entrypoint multiple-healthcheck onbuild-chaining env-self-reference undefined-variable undefined-arg-in-from
invalid-default-arg-in-from arg-scope-lost definition-description json-args-recommended invalid-exec-form
expose-port-range expose-invalid-format expose-proto-casing expose-ssh invalid-stopsignal unreferenced-stage
base-image-tag-missing base-image-latest base-image-floating-tag base-image-no-digest base-image-registry
base-image-not-slim base-image-eol from-platform-const from-platform-redundant production-single-stage missing-user
last-user-root user-not-numeric user-not-created useradd-high-uid no-sudo secret-in-arg-or-env secret-literal
secret-file-copied secret-removed-later chpasswd-in-image setuid-left ssh-server-installed run-security-insecure
world-writable-chmod chown-recursive-layer workdir-system-dir curl-insecure wget-insecure pip-trusted-host
tls-verify-disabled-env unsigned-packages pip-extra-index-url curl-pipe-shell add-remote-without-checksum
curl-instead-of-add apt-pin-version apk-pin-version pip-pin-version npm-pin-version gem-pin-version go-pin-version
rpm-pin-version apt-lists-not-removed apt-no-install-recommends apt-assume-yes apt-not-apt-get dist-upgrade
update-alone apk-no-cache pip-no-cache-dir yarn-npm-cache-clean rpm-clean rpm-assume-yes consecutive-run
source-before-dependencies lockfile-not-copied npm-install-not-ci dev-dependencies-in-production
build-tools-in-final-stage copy-all copy-root-filesystem add-instead-of-copy copy-archive-then-extract
copy-multi-dest-slash copy-from-unknown copy-from-self copy-relative-without-workdir workdir-relative
cd-instead-of-workdir shell-symlink pipefail-missing heredoc-errexit wget-and-curl wget-progress useless-commands
run-shellcheck image-healthcheck-missing healthcheck-always-passes healthcheck-timing label-schema python-env-flags
pid1-shell dev-server-in-production debug-env-in-image syntax-directive-missing cache-mount-missing
secret-mount-missing inline-ignore-pragma volume-sensitive-dir duplicate-uid poetry-no-dev compose-schema
yaml-duplicate-key version-field project-name yaml-ambiguous-scalar duplicate-container-name container-name-format
duplicate-host-port build-and-image ordering-style unknown-reference depends-on-cycle unset-interpolation
interpolation-dollar image-tag-missing image-latest image-no-digest image-floating-tag privileged cap-drop-all-missing
dangerous-capability no-new-privileges security-profile-disabled read-only-rootfs tmpfs-exec-suid explicit-root-user
docker-socket sensitive-host-path host-device mount-propagation host-network host-pid-ipc-uts-userns cgroup-parent
memory-limit cpu-limit pids-limit ulimits reservation-over-limit restart-policy-missing restart-unbounded
service-healthcheck-missing healthcheck-disabled healthcheck-shape healthcheck-dollar-unescaped
ports-unbound-interface privileged-port database-port-published only-proxy-published default-network-only link-legacy
bind-mount-code-in-production data-on-bind-mount anonymous-volume-data named-volume-unused bind-mount-writable-config
plaintext-credential-env credential-in-url postgres-trust database-no-password debug-true-in-production
allowed-hosts-wildcard weak-default-secret secret-env-not-file logging-disabled log-rotation-missing
env-file-committed-shape init-missing stop-grace-period deploy-keys-ignored command-dev-server tty-stdin-in-production
extends-include-unreadable profiles-hide-dependency restart-loop-one-shot watch-in-production nginx-parse-error
alias-traversal ssrf-proxy-pass http-splitting host-spoofing add-header-redefinition proxy-set-header-redefinition
add-header-multiline add-header-content-type valid-referers-none origin-regex if-is-evil allow-without-deny
return-bypasses-acl server-tokens external-resolver stale-upstream-dns status-page-exposed weak-tls-protocol
hsts-missing http-no-redirect h2c-smuggling internal-missing default-server-missing proxy-pass-normalised regex-redos
regex-unanchored try-files-cost worker-limits keepalive-requests-low error-log-off map-hash-default stapling-resolver
proxy-buffering-off-global proxy-headers-missing security-headers-missing client-max-body-size autoindex-on
dotfiles-served spa-fallback websocket-headers sse-buffering media-executable daemon-off nginx-root-master
nginx-cve-version quic-bpf-reuseport root-filesystem-exposed mixed-case-variable shebang-missing errexit-missing
pipefail-portability bashism-in-sh unquoted-expansion cd-unchecked masked-return read-without-r unset-variable-use
exec-missing args-dropped required-env-unchecked wait-without-timeout migrate-without-lock migrate-swallowed
chown-at-start su-without-exec secret-echo eval-injection superuser-password-default collectstatic-at-start
background-process trap-missing other-shellcheck file-env-unsupported env-parse-error env-duplicate-key env-key-style
env-example-real-secret env-file-committed env-not-gitignored env-example-ignored secret-key-too-short
placeholder-in-production weak-password debug-true wildcard-hosts env-undocumented env-value-type
env-inline-comment-quote env-world-readable dockerignore-missing dockerignore-leaks-secrets dockerignore-bulk
dockerignore-syntax dockerignore-negation-dead context-too-large gitignore-docker-artefacts env-example-missing-key
env-example-stale-key env-docs-drift env-dev-prod-drift env-required-not-enforced env-shadowed port-chain-mismatch
bind-loopback upstream-unknown upstream-unreachable-network route-prefix-mismatch
healthy-dependency-without-healthcheck dependency-not-declared host-localhost connection-target-unknown
credentials-mismatch secret-as-build-arg build-arg-unknown build-target-missing production-uses-dev-target
stage-unused copy-source-ignored copy-source-missing secret-reaches-image volume-path-not-owned
read-only-needs-writable cache-mount-wrong-home uid-host-mismatch bind-mount-hides-build static-volume-stale
static-path-mismatch production-reachable-from-host override-leaks-dev override-file-autoloaded network-segmentation
service-isolated worker-exposes-port migrations-by-replicas one-shot-dependency replicas-fixed-port-or-name
sqlite-shared worker-class-vs-streaming worker-class-removed worker-dependency-missing workers-vs-limits memory-budget
db-connections-budget timeout-chain body-size-chain healthcheck-tool-missing healthcheck-endpoint-unserved
healthcheck-duplicated hosts-vs-server-name proxy-trust-chain tls-material-missing cors-vs-frontend-origin
frontend-env-runtime frontend-env-secret database-volume-path client-server-version image-tag-drift
runtime-version-drift shared-base-drift multi-arch-gap entrypoint-not-executable entrypoint-ignores-command
env-file-missing-or-tracked secret-file-tracked secret-declared-unused redis-auth-chain backup-missing
doc-command-drift generated-file-edited satisfied-elsewhere log-destination compose-volume-subset
waiver-expired-or-unused image-size-budget
`
  .trim()
  .split(/\s+/);

/** The ids of other tools' rules about container files, as those tools publish them. */
export const elsewhere: Readonly<Record<string, readonly string[]>> = {
  buildkit: [
    "ConsistentInstructionCasing",
    "CopyIgnoredFile",
    "DuplicateStageName",
    "ExposeInvalidFormat",
    "ExposeProtoCasing",
    "FromAsCasing",
    "FromPlatformFlagConstDisallowed",
    "InvalidBaseImagePlatform",
    "InvalidDefaultArgInFrom",
    "InvalidDefinitionDescription",
    "JSONArgsRecommended",
    "LegacyKeyValueFormat",
    "MaintainerDeprecated",
    "MultipleInstructionsDisallowed",
    "NoEmptyContinuation",
    "RedundantTargetPlatform",
    "ReservedStageName",
    "SecretsUsedInArgOrEnv",
    "StageNameCasing",
    "UndefinedArgInFrom",
    "UndefinedVar",
    "WorkdirRelativePath",
  ],
  checkov: [
    "CKV2_DOCKER_1",
    "CKV2_DOCKER_2",
    "CKV2_DOCKER_3",
    "CKV2_DOCKER_4",
    "CKV2_DOCKER_5",
    "CKV2_DOCKER_6",
    "CKV2_DOCKER_7",
    "CKV2_DOCKER_8",
    "CKV2_DOCKER_9",
    "CKV2_DOCKER_10",
    "CKV2_DOCKER_11",
    "CKV2_DOCKER_12",
    "CKV2_DOCKER_13",
    "CKV2_DOCKER_14",
    "CKV2_DOCKER_15",
    "CKV2_DOCKER_16",
    "CKV2_DOCKER_17",
    "CKV_DOCKER_1",
    "CKV_DOCKER_2",
    "CKV_DOCKER_3",
    "CKV_DOCKER_4",
    "CKV_DOCKER_5",
    "CKV_DOCKER_6",
    "CKV_DOCKER_7",
    "CKV_DOCKER_8",
    "CKV_DOCKER_9",
    "CKV_DOCKER_10",
    "CKV_DOCKER_11",
  ],
  cis: [
    "CIS 4.1",
    "CIS 4.2",
    "CIS 4.3",
    "CIS 4.4",
    "CIS 4.6",
    "CIS 4.7",
    "CIS 4.8",
    "CIS 4.9",
    "CIS 4.10",
    "CIS 4.11",
    "CIS 5.2",
    "CIS 5.3",
    "CIS 5.4",
    "CIS 5.5",
    "CIS 5.6",
    "CIS 5.7",
    "CIS 5.8",
    "CIS 5.10",
    "CIS 5.11",
    "CIS 5.12",
    "CIS 5.13",
    "CIS 5.14",
    "CIS 5.15",
    "CIS 5.16",
    "CIS 5.17",
    "CIS 5.18",
    "CIS 5.19",
    "CIS 5.20",
    "CIS 5.21",
    "CIS 5.22",
    "CIS 5.25",
    "CIS 5.26",
    "CIS 5.27",
    "CIS 5.28",
    "CIS 5.29",
    "CIS 5.30",
    "CIS 5.31",
    "CIS 5.32",
  ],
  "compose-lint": [
    "CL-0001",
    "CL-0002",
    "CL-0003",
    "CL-0004",
    "CL-0005",
    "CL-0006",
    "CL-0007",
    "CL-0008",
    "CL-0009",
    "CL-0010",
    "CL-0011",
    "CL-0013",
    "CL-0014",
    "CL-0016",
    "CL-0017",
    "CL-0018",
    "CL-0019",
    "CL-0020",
    "CL-0021",
    "CL-0022",
    "CL-0024",
    "CL-0025",
    "CL-0026",
    "CL-0027",
    "CL-0028",
    "CL-0029",
    "CL-0030",
  ],
  dockle: [
    "CIS-DI-0001",
    "CIS-DI-0002",
    "CIS-DI-0003",
    "CIS-DI-0004",
    "CIS-DI-0005",
    "CIS-DI-0006",
    "CIS-DI-0007",
    "CIS-DI-0008",
    "CIS-DI-0009",
    "CIS-DI-0010",
    "CIS-DI-0011",
    "DKL-DI-0001",
    "DKL-DI-0002",
    "DKL-DI-0003",
    "DKL-DI-0004",
    "DKL-DI-0005",
    "DKL-DI-0006",
    "DKL-LI-0001",
    "DKL-LI-0002",
    "DKL-LI-0003",
  ],
  hadolint: [
    "DL1000",
    "DL1001",
    "DL3000",
    "DL3001",
    "DL3002",
    "DL3003",
    "DL3004",
    "DL3006",
    "DL3007",
    "DL3008",
    "DL3009",
    "DL3010",
    "DL3011",
    "DL3012",
    "DL3013",
    "DL3014",
    "DL3015",
    "DL3016",
    "DL3018",
    "DL3019",
    "DL3020",
    "DL3021",
    "DL3022",
    "DL3023",
    "DL3024",
    "DL3025",
    "DL3026",
    "DL3027",
    "DL3028",
    "DL3029",
    "DL3030",
    "DL3032",
    "DL3033",
    "DL3034",
    "DL3035",
    "DL3036",
    "DL3037",
    "DL3038",
    "DL3040",
    "DL3041",
    "DL3042",
    "DL3043",
    "DL3044",
    "DL3045",
    "DL3046",
    "DL3047",
    "DL3048",
    "DL3049",
    "DL3050",
    "DL3051",
    "DL3052",
    "DL3053",
    "DL3054",
    "DL3055",
    "DL3056",
    "DL3057",
    "DL3058",
    "DL3059",
    "DL3060",
    "DL3061",
    "DL3062",
    "DL3063",
    "DL3064",
    "DL3065",
    "DL3066",
    "DL3067",
    "DL4000",
    "DL4001",
    "DL4003",
    "DL4004",
    "DL4005",
    "DL4006",
  ],
  kics: [
    "1c1325ff",
    "02d9c71f",
    "2fc99041",
    "4b410d24",
    "4d9f44c6",
    "4f31dd9f",
    "6b376af8",
    "6b610c50",
    "6db6e0c2",
    "6e19193a",
    "7ebd323c",
    "8a301064",
    "8ada6e80",
    "8af7162d",
    "0008c003",
    "8c978947",
    "9b6b0f38",
    "9bae49be",
    "9efb0b2d",
    "22cd11f7",
    "27fcc7d6",
    "41c195f4",
    "45e1fca5",
    "67fd0c4a",
    "68a51e22",
    "071a71ff",
    "71bf8cf8",
    "93d88cf7",
    "221e0658",
    "295acb63",
    "404fde2c",
    "451d79dc",
    "487f4be7",
    "610e266e",
    "682fe378",
    "698ed579",
    "965a08d7",
    "6452c424",
    "7384dfb2",
    "9513a694",
    "38300d1a",
    "00481784",
    "562952e4",
    "5907595b",
    "6938958b",
    "77783205",
    "99614418",
    "aa93e17f",
    "ae5b6871",
    "ae9c56a6",
    "b03a748a",
    "b16e8501",
    "b84a0b47",
    "b86987e1",
    "baa452f0",
    "baa3890f",
    "bb9ac4f7",
    "bc2908f3",
    "cdddb86f",
    "ce14a68b",
    "ce76b7d0",
    "d3499f6d",
    "d6355c88",
    "df746b39",
    "e36d8880",
    "efbf148a",
    "f2daed12",
    "f2f903fb",
    "f4a6bcd3",
    "f45ea400",
    "fc775e75",
    "fd54f200",
  ],
  owasp: ["OW 1", "OW 2", "OW 3", "OW 4", "OW 5", "OW 5a", "OW 6", "OW 7", "OW 8", "OW 10", "OW 12", "OW 13"],
  shellcheck: [
    "SC1000",
    "SC1017",
    "SC2002",
    "SC2012",
    "SC2046",
    "SC2068",
    "SC2086",
    "SC2148",
    "SC2154",
    "SC2155",
    "SC2162",
    "SC2164",
    "SC2239",
    "SC2294",
    "SC3000",
    "SC3040",
    "SC3061",
  ],
  trivy: [
    "DS-0001",
    "DS-0002",
    "DS-0004",
    "DS-0005",
    "DS-0006",
    "DS-0007",
    "DS-0008",
    "DS-0009",
    "DS-0010",
    "DS-0011",
    "DS-0012",
    "DS-0013",
    "DS-0014",
    "DS-0015",
    "DS-0016",
    "DS-0017",
    "DS-0019",
    "DS-0020",
    "DS-0021",
    "DS-0022",
    "DS-0023",
    "DS-0024",
    "DS-0025",
    "DS-0026",
    "DS-0027",
    "DS-0029",
    "DS-0030",
    "DS-0031",
    "DS-0038",
  ],
};
