import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Op } from './op.ts';
import type { OpStore } from './outbox.ts';

interface Device extends DBSchema {
  ops: { key: number; value: Op & { seq?: number }; indexes: { opId: string } };
  kept: { key: string; value: unknown };
}

let opened: Promise<IDBPDatabase<Device>> | undefined;

/** The workbench's database on the phone: ops that wait, and what was last fetched. */
export function device(): Promise<IDBPDatabase<Device>> {
  opened ??= openDB<Device>('twinwheel-work', 1, {
    upgrade(db) {
      db.createObjectStore('ops', { keyPath: 'seq', autoIncrement: true }).createIndex('opId', 'opId', {
        unique: true,
      });
      db.createObjectStore('kept');
    },
    terminated: () => void (opened = undefined),
  });
  return opened;
}

/** Ops in IndexedDB; their sequence number is the order of adding. */
export const deviceOps: OpStore = {
  async all() {
    return (await device()).getAll('ops');
  },
  async put(op) {
    const tx = (await device()).transaction('ops', 'readwrite');
    const seq = await tx.store.index('opId').getKey(op.opId);
    await tx.store.put(seq === undefined ? op : { ...op, seq });
    await tx.done;
  },
  async remove(opId) {
    const tx = (await device()).transaction('ops', 'readwrite');
    const seq = await tx.store.index('opId').getKey(opId);
    if (seq !== undefined) await tx.store.delete(seq);
    await tx.done;
  },
  async clear() {
    await (await device()).clear('ops');
  },
};

export async function readKept<T>(key: string): Promise<T | undefined> {
  return (await (await device()).get('kept', key)) as T | undefined;
}

export async function writeKept(key: string, value: unknown): Promise<void> {
  await (await device()).put('kept', value, key);
}

export async function forgetKept(): Promise<void> {
  await (await device()).clear('kept');
}
