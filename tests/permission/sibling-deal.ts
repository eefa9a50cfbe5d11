import sharp from 'sharp';
import type { UserId } from '#kernel/ids';
import { customerOf } from '#platform/auth';
import type { Client, ServerWorld } from '#testing';

/** What came of a signature, by id. */
export interface Deal {
  readonly contract: string[];
  readonly order: string[];
}

/** The customer signs, on their own device, what the seller quoted. */
export async function signDeal(
  server: ServerWorld,
  asked: { readonly sellerUserId: UserId; readonly customerPhone: string; readonly quotationId: string },
): Promise<Deal> {
  const ctx = server.world.ctx();
  const seller = await server.client(asked.sellerUserId);
  const customer = await server.client(await ctx.transaction((tx) => customerOf(ctx, tx, asked.customerPhone)));
  const { contractId, consent } = await posted(seller, `my/quotations/${asked.quotationId}/contract`);
  await posted(customer, `own/contracts/${contractId}/open`);
  const body = { drawing: await handwriting(), consentVersion: consent.version };
  const { orderId } = await posted(customer, `own/contracts/${contractId}/sign`, body);
  return { contract: [contractId], order: [orderId] };
}

/** A stroke on paper, as a phone would send it: PNG in base64. */
export async function handwriting(): Promise<string> {
  const stroke = '<path d="M20 90C60 10 90 150 180 60" fill="none" stroke="#000" stroke-width="8"/>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="120">${stroke}</svg>`;
  return (await sharp(Buffer.from(svg)).png().toBuffer()).toString('base64');
}

/** The body of an answer that must be good. */
// eslint-disable-next-line typescript/no-explicit-any -- the routes' own tests say what answers look like
async function posted(client: Client, path: string, body: object = {}): Promise<any> {
  const answer = await client.post(`/api/commerce/${path}`, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}
