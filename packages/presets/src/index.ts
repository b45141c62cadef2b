export { type DjangoOptions, django } from "./django";
export { type GatewayOptions, gateway } from "./gateway";
export { type PostgresOptions, postgres } from "./postgres";
export { versions } from "./versions";
export { type ViteOptions, vite } from "./vite";
export { type WorkerOptions, worker } from "./worker";
