import type { ClaimableAnswer, OrdersAnswer } from '#modules/commerce/contract';
import type { Stage } from './stage.ts';

/** Somebody who bought something that they hold in their hands by now. */
export interface Bought {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly communityId: string;
  readonly communityCode: string;
  /** What is wrong with it, as people call it. */
  readonly item: string;
  readonly lineName: string;
  readonly name: string;
  readonly phone: string;
}

/** In a community where nobody has complained yet, a neighbour who fetched something that can be claimed. */
export async function findBought({ admin, world }: Stage, except: string): Promise<Bought> {
  const { items } = await admin.get<OrdersAnswer>('/api/commerce/orders?channel=group_buy&limit=200');
  const codes = await codesOf(admin);
  const residents = [...world.residents()].filter(({ phone }) => phone !== null);
  for (const order of items) {
    const communityCode = codes.get(order.communityId ?? '');
    if (communityCode === undefined || order.communityId === except) continue;
    const resident = residents.find(
      ({ phone, communityCode: home }) => home === communityCode && masked(phone!) === order.customerPhone,
    );
    if (resident === undefined) continue;
    const path = `/api/commerce/orders/${order.orderId}/claimable`;
    const line = (await admin.get<ClaimableAnswer>(path)).lines.find(({ claimable }) => claimable > 0);
    const item = line === undefined ? undefined : PRODUCE.find((word) => line.name.includes(word));
    if (line === undefined || item === undefined) continue;
    return {
      orderId: order.orderId,
      orderNumber: order.orderNumber,
      communityId: order.communityId!,
      communityCode,
      item,
      lineName: line.name,
      name: resident.name,
      phone: resident.phone!,
    };
  }
  throw new Error('nobody in the world holds something that can be claimed');
}

/** What can be more or less fresh, by the shortest name by which one product and no other is known. */
const PRODUCE = ['青菜', '苹果', '土豆', '牛奶', '鸡蛋', '黑猪肋排', '基围虾', '番茄', '草莓'];

const masked = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

async function codesOf(admin: Stage['admin']): Promise<Map<string, string>> {
  const path = '/api/territory/communities?limit=200';
  const { items } = await admin.get<{ items: { id: string; externalCode: string }[] }>(path);
  return new Map(items.map(({ id, externalCode }) => [id, externalCode]));
}
