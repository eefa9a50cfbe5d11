import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommunityId, StoreId, TouchpointId } from '#kernel/ids';
import { DAY } from '#kernel/time';
import { NOTHING, type Place } from '#platform/permission';
import { useContext } from '#testing';
import { createFileStore, type FileId, type FileStore, type StoredFile } from './index.ts';

const world = useContext();
let folder = '';
let files: FileStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tw-files-'));
  files = createFileStore({ folder, clock: world.clock });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function put(text: string, place: Place): Promise<StoredFile> {
  const prepared = await files.prepare({ bytes: Buffer.from(text), purpose: 'import' });
  return world.ctx().transaction((tx) => files.put(tx, prepared, place));
}

describe('file store', () => {
  it('gives back what was put, with what it knows of it', async () => {
    const place = { communityId: world.ctx().newId<'Community'>() };
    const file = await put('小区,户数', place);
    const opened = await files.open(world.ctx(), file.fileId);
    expect(opened.bytes.toString()).toBe('小区,户数');
    expect(opened.file).toEqual(file);
    expect(file).toMatchObject({ type: 'text/csv', bytes: 13, place, createdAt: world.clock.now() });
  });

  it('keeps time and position of evidence in its row', async () => {
    const prepared = await files.prepare({ bytes: Buffer.from('%PDF-1.7'), purpose: 'evidence' });
    const captured = { takenAt: new Date('2026-07-01T01:30:00Z'), position: { lng: 121.47, lat: 31.23 } };
    const file = await world.ctx().transaction((tx) => files.put(tx, { ...prepared, captured }, {}));
    expect((await files.describe(world.ctx(), file.fileId)).captured).toEqual(captured);
  });

  it('shows a file only to readers whose scope covers its place, and does not tell the others that it exists', async () => {
    const community: CommunityId = world.ctx().newId();
    const touchpoint: TouchpointId = world.ctx().newId();
    const file = await put('1,2', { communityId: community, touchpointId: touchpoint });
    const reader = (scope: Partial<typeof NOTHING>): Promise<unknown> =>
      files.open(world.ctx({ scope: { ...NOTHING, ...scope } }), file.fileId);
    await expect(reader({ communities: [community] })).resolves.toMatchObject({ file });
    await expect(reader({ touchpoint })).resolves.toMatchObject({ file });
    const store: StoreId = world.ctx().newId();
    for (const other of [{}, { stores: [store] }, { communities: [world.ctx().newId<'Community'>()] }]) {
      await expect(reader(other)).rejects.toMatchObject({ code: 'not-found' });
    }
    await expect(
      world.ctx().transaction((tx) => files.remove(tx, { ...NOTHING, stores: [store] }, file.fileId)),
    ).rejects.toMatchObject({ code: 'not-found' });
    for (const unknown of [world.ctx().newId<'File'>(), '../../etc/passwd' as FileId]) {
      await expect(files.open(world.ctx(), unknown)).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('is put only when the transaction is', async () => {
    const prepared = await files.prepare({ bytes: Buffer.from('x,y'), purpose: 'import' });
    let fileId: FileId | undefined;
    await expect(
      world.ctx().transaction(async (tx) => {
        fileId = (await files.put(tx, prepared, {})).fileId;
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await expect(files.open(world.ctx(), fileId ?? ('' as FileId))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('sweeps bytes that no row needs, a day after they came, and spares the rest', async () => {
    const removed = await put('removed,by,all', {});
    const shared = [await put('shared,by,two', {}), await put('shared,by,two', {})] as const;
    const orphan = await files.prepare({ bytes: Buffer.from('never,put'), purpose: 'import' });
    await world.ctx().transaction(async (tx) => {
      await files.remove(tx, world.ctx().scope, removed.fileId);
      await files.remove(tx, world.ctx().scope, shared[0].fileId);
    });
    await expect(files.open(world.ctx(), removed.fileId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await files.sweep(world.database.db)).toBe(0);

    world.clock.advance(DAY + 1000);
    const young = await files.prepare({ bytes: Buffer.from('just,came'), purpose: 'import' });
    await files.sweep(world.database.db);
    const left = new Set((await readdir(folder, { recursive: true })).map((path) => path.split('/').at(-1)));
    expect([removed, orphan, shared[1], young].map(({ sha256 }) => left.has(sha256))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect((await files.open(world.ctx(), shared[1].fileId)).bytes.toString()).toBe('shared,by,two');
  });

  it('says so when the disk changed or lost what it keeps', async () => {
    const { fileId, sha256 } = await put('to,be,damaged', {});
    const path = join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    await writeFile(path, 'other');
    await expect(files.open(world.ctx(), fileId)).rejects.toThrow('were changed');
    await rm(path);
    await expect(files.open(world.ctx(), fileId)).rejects.toThrow('are missing');
  });
});
