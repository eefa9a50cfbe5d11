import { defineConfig } from 'vitest/config';

/** Violating fixtures of the lint are read by its own tests, never run. */
const exclude = ['**/node_modules/**', '**/dist/**', '**/.data/**', '**/.tmp/**', 'tools/lint/fixtures/**'];
const globalSetup = ['tests/support/global-setup.ts'];
const minutes = 60_000;

/** Aliases (`#kernel/…`, `#testing`) come from package.json `imports`, which Vite resolves by itself. */
export default defineConfig({
  test: {
    exclude,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,tools,web,tests/support}/**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.db.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'db',
          // Modules are read once for a worker and not once for each file; what files share holds nothing of a test.
          isolate: false,
          include: ['**/*.db.test.ts'],
          exclude,
          globalSetup,
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/{e2e,recovery}/**/*.test.ts'],
          exclude: [...exclude, '**/*.db.test.ts'],
          globalSetup,
          pool: 'forks',
          // Two stories at a time: each has a server and a browser of its own, and waits more than it works.
          maxWorkers: 2,
          sequence: { concurrent: false, shuffle: false },
          testTimeout: 5 * minutes,
          hookTimeout: 5 * minutes,
        },
      },
    ],
  },
});
