import type { TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { setShifts, setWorker } from '#modules/fulfilment';
import { addTouchpoints } from '#modules/touchpoints';
import type { Place } from '../test-places.ts';

/** For tests: a designer of the store who works from 9 to 18 on every day, and measures homes. */
export async function addDesigner(
  makeContext: () => Context,
  place: Place & { readonly cityId: Parameters<typeof addTouchpoints>[1][number]['cityId'] },
  { code, phone }: { readonly code: string; readonly phone: string },
): Promise<TouchpointId> {
  const { cityId, storeId } = place;
  const person = { externalCode: code, name: '沈设计', phone, role: 'designer' as const, cityId, storeId };
  const { touchpointIds } = await addTouchpoints(makeContext(), [{ ...person, partnerId: null, communityIds: [] }]);
  const [touchpointId] = touchpointIds;
  if (touchpointId === undefined) throw new Error('no designer was added');
  await setWorker(makeContext(), {
    touchpointId,
    skills: [{ skill: 'design', level: 3 }],
    maxVisitsADay: 8,
    radiusKm: 50,
    takesVisits: true,
  });
  const hours = [{ from: 9 * 60, to: 18 * 60 }];
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, hours }));
  await setShifts(makeContext(), { touchpointId, weekly, exceptions: [] });
  return touchpointId;
}
