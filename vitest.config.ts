import { defineConfig } from "vitest/config";

// Tests run on the TypeScript sources: no build is needed to test.
const conditions = ["@listenkey/source", "module", "node", "development|production"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "packages/*/test/**/*.test.ts", ".ci/**/*.test.mjs"],
    // Only what hangs runs into it: no test measures time, and a busy machine takes its own.
    testTimeout: 120_000,
  },
});
