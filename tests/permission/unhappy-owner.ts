import { sql } from 'kysely';
import type { CityId, CommunityId, StoreId } from '#kernel/ids';
import { ProjectCompleted } from '#modules/fulfilment/events';
import { makeCustomer, type ServerWorld } from '#testing';

/** The works of a home are finished, and its owner answers the survey so that a ticket is opened; answers the survey. */
export async function makeUnhappyOwner(
  server: ServerWorld,
  home: {
    readonly mark: string;
    readonly phone: string;
    readonly cityId: CityId;
    readonly storeId: StoreId;
    readonly communityId: CommunityId;
  },
): Promise<string> {
  const { world } = server;
  const { mark, phone, cityId, storeId, communityId } = home;
  const ctx = world.ctx();
  const owner = await makeCustomer(ctx, { name: `${mark}业主`, phone });
  const projectId = ctx.newId<'Project'>();
  const facts = { ...owner, cityId, storeId, communityId, projectId, orderId: ctx.newId<'Order'>() };
  await ctx.transaction((tx) => tx.announce([ProjectCompleted(projectId, facts)]));
  await server.drain();
  const found = await sql<{ survey_id: string; survey_token: string }>`
    select survey_id, survey_token from growth.survey where project_id = ${projectId}`.execute(world.database.db);
  const [survey] = found.rows;
  if (survey === undefined) throw new Error('no survey was sent');
  const reply = { score: 2, comment: `${mark}这边太慢` };
  const { status } = await server.anonymous.post(`/api/growth/surveys/${survey.survey_token}`, reply);
  if (status !== 200) throw new Error(`the survey was not answered: ${status}`);
  await server.drain();
  return survey.survey_id;
}
