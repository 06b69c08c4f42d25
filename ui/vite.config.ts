import { fileURLToPath } from "node:url";
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { paraglide } from "./paraglide.config.js";
import { fakeServer } from "./tests/fake/plugin.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => ({
  // The shell serves the pages from its own scheme: no absolute paths.
  base: "./",
  plugins: [
    paraglideVitePlugin(paraglide),
    svelte(),
    // Only `npm run dev` and `npm run preview` answer with invented people; nothing of it is built in.
    fakeServer(),
  ],
  build: {
    target: "safari15",
    // The content policy allows no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
  // Vitest would take Svelte's server side otherwise.
  resolve: {
    alias: { $lib: at("./src/lib"), $messages: at("./src/paraglide/messages.js") },
    ...(mode === "test" ? { conditions: ["browser"] } : {}),
  },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
    // A loaded machine is slow, not wrong.
    testTimeout: 30_000,
  },
}));
