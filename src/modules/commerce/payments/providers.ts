import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { PaymentProviderMissing, type PaymentProvider } from './payment-port.ts';
import { sandboxProvider } from './sandbox/sandbox-provider.ts';

/** The provider of this installation: the sandbox in a demo, and no other yet. Throws PaymentProviderMissing. */
export function configuredProvider(ctx: Context): PaymentProvider {
  if (ctx.services.settings.mode !== 'demo') throw new PaymentProviderMissing();
  return sandboxProvider;
}

/** The provider of a payment that was begun. Throws PaymentProviderMissing where it is no longer set up. */
export function providerOf(ctx: Context, payment: { readonly provider: string }): PaymentProvider {
  const provider = configuredProvider(ctx);
  if (provider.code !== payment.provider) throw new PaymentProviderMissing();
  return provider;
}

/** The provider that an address of notices names. Throws NotFound for one that is not set up. */
export function providerByCode(ctx: Context, code: string): PaymentProvider {
  if (ctx.services.settings.mode !== 'demo' || code !== sandboxProvider.code) throw new NotFound('payment-provider');
  return sandboxProvider;
}

/** What screens say of a provider by its code, also of one that is no longer set up. */
export const providerName = (code: string): { readonly providerName: string; readonly sandbox: boolean } =>
  code === sandboxProvider.code
    ? { providerName: sandboxProvider.name, sandbox: sandboxProvider.sandbox }
    : { providerName: code, sandbox: false };

/** Where a provider sends its notices. */
export const notifyUrl = (ctx: Context, provider: PaymentProvider): string =>
  `${ctx.services.settings.publicUrl}/api/commerce/payments/notices/${provider.code}`;
