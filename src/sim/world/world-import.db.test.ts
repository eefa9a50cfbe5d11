import { describe, expect, it } from 'vitest';
import { commitImport, countCommunities, previewImport, storesServing, communitiesByCodes } from '#modules/territory';
import { EVERYTHING } from '#platform/permission';
import { useContext } from '#testing';
import { generateWorld } from './index.ts';

const world = useContext();

describe('the files of a world', () => {
  it('go through the import of places without a bad row or a warning that changes anything', async () => {
    const made = generateWorld({ until: new Date('2026-06-06T02:00:00Z') });
    for (const { kind, fileName, text } of made.placeFiles()) {
      const bytes = new TextEncoder().encode(text);
      const summary = await previewImport(world.ctx(), { kind, datum: 'wgs84', fileName, bytes });
      expect(summary).toMatchObject({ bad: 0, changes: 0, unchanged: 0 });
      const done = await commitImport(world.ctx(), { importId: summary.id, lines: 'all' });
      expect(done).toEqual({ created: summary.creates, changed: 0, unchanged: 0, stale: [] });
    }
    const { db } = world.database;
    expect(await countCommunities(db, EVERYTHING, {})).toBe(400);
    const ids = [
      ...(
        await communitiesByCodes(
          db,
          made.communities.map((each) => each.code),
        )
      ).values(),
    ];
    expect(
      (
        await storesServing(
          db,
          ids.map((each) => each.communityId),
        )
      ).size,
    ).toBe(400);
  });
});
