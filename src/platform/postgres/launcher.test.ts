import { describe, expect, test } from 'vitest';
import { failureIn, gaveWay } from './launcher-cluster.ts';

describe('what a server says before it gives up', () => {
  test.each([
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'disk-full'],
    ['initdb: error: could not create directory "/x/cluster/pg_wal": Disk quota exceeded', 'disk-full'],
    ['FATAL:  database files are incompatible with server', 'wrong-version'],
    [
      'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\nFATAL:  could not create any TCP/IP sockets',
      'port-in-use',
    ],
    ['FATAL:  lock file "/x/socket/.s.PGSQL.5432.lock" already exists', 'socket-in-use'],
    ['FATAL:  data directory "/x/cluster" has wrong ownership', 'folder-unusable'],
    ['PANIC:  could not open file "pg_wal/0001": Permission denied', 'folder-unusable'],
    ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'out-of-memory'],
    [
      'postgres: error while loading shared libraries: libicuuc.so.60: cannot open shared object file',
      'binaries-unusable',
    ],
    ['FATAL:  something new', 'failed'],
    ['', 'failed'],
  ])('%s', (printed, code) => {
    const failure = failureIn(printed, { folder: '/x' });
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(printed);
    expect(gaveWay(printed)).toBe(false);
  });

  test.each([
    'FATAL:  lock file "postmaster.pid" already exists',
    'FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use',
    'FATAL:  lock file "postmaster.pid" is empty',
  ])('%s: another starter is faster, or leftovers are about to vanish', (printed) => {
    expect(gaveWay(printed)).toBe(true);
  });
});
