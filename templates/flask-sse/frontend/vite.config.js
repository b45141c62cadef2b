import { defineConfig } from "vite";

// Flask serves the build as its own static files, and finds them by the manifest.
export default defineConfig({
  base: "/static/dist/",
  build: {
    outDir: "../eventboard/static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    rollupOptions: { input: "src/board.js" },
  },
});
