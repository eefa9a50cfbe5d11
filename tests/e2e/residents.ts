import { until, type Stage } from './stage.ts';

/** Residents open an offer of a package in the community, and some of them leave a lead, over HTTP as browsers do. */
export async function convert(
  stage: Stage,
  communityId: string,
  packageId: string,
  wanted: { readonly visits: number; readonly leads: number },
): Promise<void> {
  await stage.admin.send('POST', '/api/intelligence/plays/propose', {
    communityIds: [communityId],
    packageIds: [packageId],
  });
  const play = await until(async () => {
    const { items } = await stage.admin.get<{ items: { id: string; packageId: string }[] }>(
      `/api/intelligence/plays?state=proposed&communityId=${communityId}`,
    );
    return items.find((item) => item.packageId === packageId);
  }, 'a play with the other package');
  await stage.admin.send('POST', '/api/intelligence/plays/approve', { playIds: [play.id] });
  const task = await until(async () => {
    const { items } = await stage.admin.get<{ items: { taskId: string }[] }>(
      `/api/touchpoints/tasks?playId=${play.id}`,
    );
    return items[0];
  }, 'its task');
  const { shareToken } = await stage.admin.get<{ shareToken: string }>(`/api/touchpoints/tasks/${task.taskId}`);
  const post = async (path: string, body: unknown): Promise<void> => {
    const answer = await fetch(`${stage.url}/api/growth/offers/${shareToken}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/5.0 (iPhone)' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  const offer = await until(async () => {
    const answer = await fetch(`${stage.url}/api/growth/offers/${shareToken}`);
    return answer.ok ? ((await answer.json()) as { consentVersion: string }) : undefined;
  }, 'its offer');
  for (let visit = 0; visit < wanted.visits; visit++) {
    const visitorId = crypto.randomUUID();
    await post('/visits', { visitorId });
    if (visit >= wanted.leads) continue;
    const phone = `160555510${String(visit).padStart(2, '0')}`;
    await post('/leads', { name: '李先生', phone, consentVersion: offer.consentVersion, visitorId });
  }
}
