import { phoneOf, type Cast } from './cast.ts';
import { eventually } from './patient-client.ts';
import { all, lines, readScene, type SceneOutcome } from './scene-outcome.ts';

/** Everything that the stories leave behind, without ids and times: two runs of the same commands must agree on it. */
export interface Outcome {
  readonly communities: readonly string[];
  readonly tasks: readonly string[];
  readonly leads: readonly string[];
  readonly profiles: readonly string[];
  readonly flywheel: readonly string[];
  readonly scene: SceneOutcome;
  readonly parked: number;
  readonly audit: { readonly ok: boolean; readonly firstBroken: string | null };
}

/** Waits until every delivery is made and every audit entry sealed, then reads through the ordinary routes. */
export async function readOutcome(cast: Cast): Promise<Outcome> {
  await untilQuiet(cast);
  const { staff } = cast;
  const communities = await all<{ name: string; members: number; mentions: number; people: number }>(
    cast,
    '/api/cdp/communities',
  );
  const tasks = await all<{
    communityName: string;
    state: string;
    attempt: number;
    packageName: string;
    roleName: string | null;
  }>(cast, '/api/touchpoints/tasks');
  const leads = await all<{ communityName: string; state: string; phone: string; packageName: string | null }>(
    cast,
    '/api/growth/leads',
  );
  // A refund that is done makes work of its own.
  const scene = await readScene(cast, () => untilQuiet(cast));
  const flywheel = await staff.send<{
    stages: { stage: string; volume: number; parts: { kind: string; volume: number }[] }[];
  }>('GET', '/api/insight/flywheel');
  return {
    communities: lines(communities, (c) => [c.name, c.members, c.mentions, c.people]),
    tasks: lines(tasks, (t) => [t.communityName, t.state, t.attempt, t.packageName, t.roleName]),
    leads: lines(leads, (l) => [l.communityName, l.state, l.phone, l.packageName]),
    scene,
    profiles: await readProfiles(cast),
    flywheel: flywheel.stages.map((s) => [s.stage, s.volume, ...s.parts.map((p) => `${p.kind}=${p.volume}`)].join(' ')),
    parked: (await staff.send<{ total: number }>('GET', '/api/system/parked')).total,
    audit: await sealedAudit(cast),
  };
}

/** The resident of each place: identifiers by kind, merges, and what they did. */
async function readProfiles(cast: Cast): Promise<string[]> {
  const found: string[] = [];
  for (const place of cast.places) {
    const search = await cast.staff.send<{ items: { profileId: string }[] }>('POST', '/api/cdp/profiles/search', {
      text: phoneOf(cast, place),
    });
    for (const { profileId } of search.items) {
      const profile = await cast.staff.send<{
        identifiers: { kind: string; found: number }[];
        merges: unknown[];
        consents: { purpose: string; granted: boolean }[];
      }>('GET', `/api/cdp/profiles/${profileId}`);
      const timeline = await cast.staff.send<{ items: { name: string }[] }>(
        'GET',
        `/api/cdp/profiles/${profileId}/timeline?limit=200`,
      );
      const kinds = profile.identifiers.map(({ kind, found: count }) => `${kind}=${count}`).toSorted();
      const events = timeline.items.map(({ name }) => name).toSorted();
      const consents = profile.consents.map(({ purpose, granted }) => `${purpose}:${granted}`).toSorted();
      found.push([place.name, ...kinds, `merges=${profile.merges.length}`, ...consents, ...events].join(' | '));
    }
  }
  return found.toSorted();
}

async function untilQuiet(cast: Cast): Promise<void> {
  await eventually(async () => {
    const metrics = await fetch(`${cast.url()}/metrics`).then((answer) => answer.text());
    return /^twinwheel_outbox_waiting 0$/m.test(metrics) ? true : undefined;
  }, 'the outbox to drain');
}

async function sealedAudit(cast: Cast): Promise<Outcome['audit']> {
  return eventually(async () => {
    const state = await cast.staff.send<{ ok: boolean; unsealed: number; firstBroken: string | null }>(
      'GET',
      '/api/system/audit',
    );
    return state.unsealed === 0 ? { ok: state.ok, firstBroken: state.firstBroken } : undefined;
  }, 'the audit to be sealed');
}
