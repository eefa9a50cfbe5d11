import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { PaymentProviderMissing, type PayingClient, type PaymentProvider } from './payment-port.ts';
import { sandboxProvider } from './sandbox/sandbox-provider.ts';
import { tillProvider } from './till.ts';

let installed: readonly PaymentProvider[] = [];

/** Sets up the providers of this installation before the server starts, and no others; the first is offered first. */
export function installPaymentProviders(providers: readonly PaymentProvider[]): void {
  installed = providers;
}

/**
 * Every provider of this installation: in a demo the sandbox, first, so that nobody pays real money unasked; those that
 * are set up; and the tills of the stores.
 */
export function allProviders(ctx: Context): PaymentProvider[] {
  return [...(ctx.services.settings.mode === 'demo' ? [sandboxProvider] : []), ...installed, tillProvider];
}

/** What somebody is offered where they sit. */
export const offeredProviders = (ctx: Context, client: PayingClient['kind']): PaymentProvider[] =>
  allProviders(ctx).filter((provider) => provider.serves?.(client) ?? true);

/**
 * The provider that somebody chose, or the first that serves them where they sit. Throws PaymentProviderMissing when
 * there is none, or the chosen one is not among those that are offered.
 */
export function configuredProvider(
  ctx: Context,
  chosen?: { readonly provider?: string | undefined; readonly client?: PayingClient | undefined },
): PaymentProvider {
  const offered = offeredProviders(ctx, chosen?.client?.kind ?? 'desktop');
  const code = chosen?.provider;
  const provider = code === undefined ? offered[0] : offered.find((each) => each.code === code);
  if (provider === undefined) throw new PaymentProviderMissing();
  return provider;
}

const codeOf = (ctx: Context, code: string): PaymentProvider | undefined =>
  allProviders(ctx).find((provider) => provider.code === code);

/** The provider of a payment that was begun. Throws PaymentProviderMissing where it is no longer set up. */
export function providerOf(ctx: Context, payment: { readonly provider: string }): PaymentProvider {
  const provider = codeOf(ctx, payment.provider);
  if (provider === undefined) throw new PaymentProviderMissing();
  return provider;
}

/** The provider that an address names. Throws NotFound for one that is not set up. */
export function providerByCode(ctx: Context, code: string): PaymentProvider {
  const provider = codeOf(ctx, code);
  if (provider === undefined) throw new NotFound('payment-provider');
  return provider;
}

/** Names also of those that are not set up here any more: their payments stay. */
const NAMES: Readonly<Record<string, string>> = {
  [sandboxProvider.code]: sandboxProvider.name,
  [tillProvider.code]: tillProvider.name,
  wechat: '微信支付',
  alipay: '支付宝',
};

/** What screens say of a provider by its code. */
export const providerName = (code: string): { readonly providerName: string; readonly sandbox: boolean } => ({
  providerName: NAMES[code] ?? code,
  sandbox: code === sandboxProvider.code,
});

/** Where a provider sends its notices. */
export const notifyUrl = (ctx: Context, provider: PaymentProvider): string =>
  `${ctx.services.settings.publicUrl}/api/commerce/payments/notices/${provider.code}`;
