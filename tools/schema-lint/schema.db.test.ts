import { expect, test } from 'vitest';
import { allSchemas } from '#main/modules';
import { useDatabase } from '#testing';
import { checkSchemas } from './check-schemas.ts';

const database = useDatabase({ schemas: allSchemas });

test('the schemas of all modules can be spread over machines', async () => {
  expect(await checkSchemas(database.db, allSchemas)).toEqual([]);
});
