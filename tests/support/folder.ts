import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A fresh folder for the data of a server under test. Others may pass through it, unlike through what mkdtemp makes:
 * as root, PostgreSQL runs as another user and would have to keep its cluster elsewhere.
 */
export function makeFolder(name = 'twinwheel-data-'): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), name));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }) };
}
