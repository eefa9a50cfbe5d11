import { NotFound } from '#kernel/errors';
import { defineRoute, entityTag, Reply, revisionIn, type Route } from '#platform/http';
import { readAudiences } from '#modules/cdp';
import {
  playRunAnswer,
  playSettingAnswer,
  playSettingBody,
  playSettingParams,
  playSettingsAnswer,
  runParams,
} from '../contract.ts';
import { userOf } from '../actor.ts';
import { runJson, settingJson } from './answers.ts';
import { unsetSetting } from './play-setting.ts';
import { runFor } from './run-store.ts';
import { savePlaySetting } from './save-play-setting.ts';
import { listSettings, settingsOf } from './setting-store.ts';

const read = { permission: 'play.read' } as const;
const decide = { permission: 'play.decide' } as const;

/** Settings of audiences, and progress of long runs. */
export const playSettingRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/play-settings',
    summary: 'What entering each audience does, where somebody set it',
    access: read,
    answer: playSettingsAnswer,
    handle: async (ctx) => {
      const settings = await listSettings(ctx.db);
      const audiences = await readAudiences(
        ctx,
        settings.map(({ audienceId }) => audienceId),
      );
      return { items: settings.map((it) => settingJson(it, audiences.get(it.audienceId)?.name ?? null)) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/play-settings/:audienceId',
    summary: 'What entering an audience does; the ETag is what an edit sends back as If-Match',
    access: read,
    params: playSettingParams,
    answer: playSettingAnswer,
    handle: async (ctx, { params: { audienceId } }) => {
      const audience = (await readAudiences(ctx, [audienceId])).get(audienceId);
      if (audience === undefined) throw new NotFound('audience');
      const setting = (await settingsOf(ctx.db, [audienceId])).get(audienceId) ?? unsetSetting(audienceId);
      return new Reply(settingJson(setting, audience.name), { headers: { etag: entityTag(setting.revision) } });
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/intelligence/play-settings/:audienceId',
    summary: 'Says what entering an audience does; headquarters only',
    access: decide,
    params: playSettingParams,
    body: playSettingBody,
    answer: playSettingAnswer,
    handle: async (ctx, { params: { audienceId }, body, request }) => {
      const expectedRevision = revisionIn(request.headers);
      const setting = await savePlaySetting(ctx, { audienceId, expectedRevision, ...body });
      const audience = (await readAudiences(ctx, [audienceId])).get(audienceId);
      return new Reply(settingJson(setting, audience?.name ?? null), {
        headers: { etag: entityTag(setting.revision) },
      });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/play-runs/:runId',
    summary: 'How far the proposals for many communities are: for whoever asked for them, and for headquarters',
    access: read,
    params: runParams,
    answer: playRunAnswer,
    handle: async ({ db, actor, scope }, { params: { runId } }) => {
      const run = await runFor(db, userOf(actor), scope.everything, runId);
      if (run === undefined) throw new NotFound('play-run');
      return runJson(run);
    },
  }),
];
