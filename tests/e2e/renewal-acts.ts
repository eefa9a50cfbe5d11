import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { DAY } from '#kernel/time';
import type { Stage } from './stage.ts';

export interface Person {
  readonly touchpointId: string;
  readonly phone: string;
}

export interface Slot {
  readonly startsAt: string;
  readonly left: number;
}

/** Who plays the scene, and where. */
export interface Cast {
  readonly communityId: string;
  readonly communityName: string;
  readonly cityId: string;
  readonly packageId: string;
  readonly managerLogin: string;
  readonly steward: Person;
  /** Both of the one store that serves the community. */
  readonly designers: readonly [Person, Person];
  /** Times that a code offers in the coming two weeks: nobody works in the first one where it is a holiday. */
  slots(code: string): Promise<readonly Slot[]>;
  /** Two weeks off, from now on. */
  leave(touchpointId: string): Promise<void>;
  /** The phone of whoever comes to work on the project. */
  technicianOf(projectId: string): Promise<string>;
  /** Takes a photo of the milestone at hand, writes a line and submits it, on the workbench. */
  submit(page: Page, url: string, projectId: string, milestone: string, picture: Picture): Promise<void>;
}

interface Picture {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

interface Worker {
  readonly touchpointId: string;
  readonly storeId: string;
  readonly role: string;
}

/** A community of one store with two designers, and a steward who serves it. */
export async function findCast(stage: Stage): Promise<Cast> {
  const { admin, world } = stage;
  const people = [...world.touchpoints()];
  const phoneOf = async (touchpointId: string): Promise<string> => {
    const { externalCode } = await admin.get<{ externalCode: string }>(`/api/touchpoints/people/${touchpointId}`);
    return people.find((person) => person.code === externalCode)?.phone ?? '';
  };
  const person = async (touchpointId: string): Promise<Person> => ({
    touchpointId,
    phone: await phoneOf(touchpointId),
  });
  const { items } = await admin.get<{ items: { id: string; name: string; cityId: string; externalCode: string }[] }>(
    '/api/territory/communities?limit=200',
  );
  const packages = await admin.get<{ items: { id: string; scene: string }[] }>('/api/commerce/packages');
  for (const place of items) {
    const steward = people.find(
      ({ role, communityCodes }) => role === 'property_steward' && communityCodes[0] === place.externalCode,
    );
    const workers = await admin.get<{ items: Worker[] }>(`/api/fulfilment/workers?communityId=${place.id}`);
    const designers = workers.items.filter(({ role }) => role === 'designer');
    const stores = new Set(designers.map(({ storeId }) => storeId));
    const taken = await admin.get<{ items: unknown[] }>(`/api/growth/leads?communityId=${place.id}&limit=1`);
    const [one, other] = designers;
    if (steward === undefined || one === undefined || other === undefined) continue;
    if (stores.size !== 1 || designers.length !== 2 || taken.items.length > 0) continue;
    const store = await admin.get<{ externalCode: string }>(`/api/territory/stores/${one.storeId}`);
    const served = await admin.get<{ items: { touchpointId: string; externalCode: string }[] }>(
      `/api/touchpoints?communityId=${place.id}&limit=200`,
    );
    const found = served.items.find(({ externalCode }) => externalCode === steward.code);
    if (found === undefined) continue;
    return {
      communityId: place.id,
      communityName: place.name,
      cityId: place.cityId,
      packageId: packages.items.find(({ scene }) => scene === 'renewal')?.id ?? '',
      managerLogin: `store-${store.externalCode.toLowerCase()}`,
      steward: { touchpointId: found.touchpointId, phone: steward.phone },
      designers: [await person(one.touchpointId), await person(other.touchpointId)],
      slots: async (code) => {
        const answer = await admin.get<{ days: { slots: Slot[] }[] }>(`/api/growth/bookings/${code}/slots?days=14`);
        return answer.days.flatMap(({ slots }) => slots);
      },
      leave: async (touchpointId) => {
        const now = Date.now();
        await admin.send('POST', `/api/fulfilment/workers/${touchpointId}/leaves`, {
          from: new Date(now + 60_000).toISOString(),
          to: new Date(now + 14 * DAY).toISOString(),
          reason: 'annual',
        });
      },
      technicianOf: async (projectId) => {
        const { items: visits } = await admin.get<{ items: { who: { touchpointId: string } | null }[] }>(
          `/api/fulfilment/visits?projectId=${projectId}`,
        );
        return phoneOf(visits[0]?.who?.touchpointId ?? '');
      },
      submit: submitMilestone,
    };
  }
  throw new Error('the world has no community for the scene');
}

/** Fills the form of a booking whose time is kept, and sends it. */
export async function bookFromCode(
  page: Page,
  who: { readonly name: string; readonly phone: string; readonly address: string },
): Promise<void> {
  await page.getByRole('textbox', { name: '称呼' }).fill(who.name);
  await page.getByRole('textbox', { name: '手机号' }).fill(who.phone);
  await page.getByRole('textbox', { name: '楼栋和门牌号' }).fill(who.address);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: '确认预约' }).click();
  await page.getByRole('heading', { name: '约好了' }).waitFor();
}

/** A line with a finger, over the field for the signature. */
export async function drawSignature(page: Page): Promise<void> {
  const pad = page.getByLabel('在这里手写签名');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error('there is nothing to sign on');
  await page.mouse.move(box.x + 30, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 12; step++) {
    await page.mouse.move(box.x + 30 + step * 14, box.y + box.height / 2 + (step % 2 === 0 ? 18 : -18));
  }
  await page.mouse.up();
}

async function submitMilestone(
  page: Page,
  url: string,
  projectId: string,
  milestone: string,
  picture: Picture,
): Promise<void> {
  await page.goto(`${url}/work/works/${projectId}`);
  // What the phone keeps may be shown for a moment: the milestone before.
  await page.getByRole('heading', { level: 2, name: milestone }).waitFor();
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles({ name: picture.name, mimeType: picture.type, buffer: picture.bytes });
  await page.getByRole('button', { name: '提交验收（1 张）' }).click();
  await page.getByLabel(/写一句做了什么/).fill(`${milestone}，做好了`);
  await page.getByRole('button', { name: '交给业主' }).click();
  // What refused it is in the report of a failure.
  const said = page.getByText(/等业主确认|上次没交成/).first();
  await said.waitFor();
  expect(await said.textContent()).toContain('等业主确认');
}
