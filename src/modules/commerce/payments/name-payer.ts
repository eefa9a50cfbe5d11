import type { Context } from '#platform/context';
import type { OrderId, PaymentStage } from '../orders/order.ts';
import { PayerUnnamed, type PayingClient } from './payment-port.ts';
import { configuredProvider } from './providers.ts';
import { returnUrlOf } from './start-payment.ts';

/** What a browser inside of WeChat says of who pays: nothing yet, the code that it came back with, or the name. */
export interface SaidOfPayer {
  readonly code?: string | undefined;
  readonly openid?: string | undefined;
}

/**
 * Somebody pays inside of WeChat: who, as far as the house asks for it. Throws PayerUnnamed with where to go first,
 * RefusedByProvider for a code that does not work any more, ProviderUnavailable, PaymentProviderMissing.
 */
export async function namePayer(
  ctx: Context,
  asked: { readonly orderId: OrderId; readonly stage: PaymentStage; readonly provider?: string | undefined },
  { code, openid }: SaidOfPayer,
): Promise<PayingClient> {
  if (openid !== undefined) return { kind: 'wechat', openid };
  const unnamed = { kind: 'wechat', openid: null } as const;
  const { payer } = configuredProvider(ctx, { provider: asked.provider, client: unnamed });
  if (payer === undefined) return unnamed;
  if (code === undefined) throw new PayerUnnamed(payer.address(returnUrlOf(ctx, asked.orderId, asked.stage)));
  return { kind: 'wechat', openid: await payer.openid(ctx, code) };
}
