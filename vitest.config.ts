import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'bench/test/**/*.test.ts'],
    globalSetup: ['./packages/parts/src/vitest/setup.ts'],
    reporters: ['default', './packages/commands/src/reporter.ts'],
    // Real parts start within hooks, and tests of crashes restart them.
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
