import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { HOUR } from '#kernel/time';
import type { Context } from '#platform/context';
import { ProviderUnavailable, RefusedByProvider } from '../payment-port.ts';
import { askOverHttp, jsonOf, shapedAs } from '../provider-answer.ts';
import { isSigned, memberText, signatureOf } from './alipay-signature.ts';

export const CODE = 'alipay';

/** What is needed to ask Alipay and to believe it. */
export interface AlipaySettings {
  readonly appId: string;
  /** The account that receives the money: 2088… */
  readonly sellerId: string;
  readonly privateKey: KeyObject;
  /** Alipay's own: two while they are changed. */
  readonly publicKeys: readonly { readonly serial: string; readonly publicKey: KeyObject }[];
  /** `https://openapi.alipay.com/gateway.do` */
  readonly gateway: string;
}

/**
 * Sub-codes with which the same request may be made again: nothing was decided (公共错误码;
 * opendocs.alipay.com/common/02km9f, and those of each method).
 */
const AGAIN =
  /SYSTEM_ERROR|SYSTEM_BUSY|^isp\.|unknow-error|UNKNOW_ERROR|^aop\.|REFUND_CHARGE_ERROR|ACCESS_LIMIT|CALL-LIMITED/i;

const told = z.object({ code: z.string(), sub_code: z.string().optional() });

/** `2026-06-06 10:30:00`, in Beijing. */
export const beijing = (at: Date): string =>
  new Date(at.getTime() + 8 * HOUR).toISOString().slice(0, 19).replace('T', ' ');

/** Alipay allows letters, digits and underscores alone in our numbers, which have dashes and no underscores. */
export const toAlipay = (number: string): string => number.replaceAll('-', '_');
export const fromAlipay = (number: string): string => number.replaceAll('_', '-');

interface Method {
  readonly method: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** Beside the content: where notices go, where whoever paid goes back to. */
  readonly more?: Readonly<Record<string, string>>;
}

/** Signs what is asked of Alipay's gateway and verifies what it answers. */
export class AlipayClient {
  readonly settings: AlipaySettings;

  constructor(settings: AlipaySettings) {
    this.settings = settings;
  }

  get publicKeys(): KeyObject[] {
    return this.settings.publicKeys.map((each) => each.publicKey);
  }

  /** The signed address of a page of Alipay's; makes no call. */
  address(ctx: Context, asked: Method): string {
    return `${this.settings.gateway}?${new URLSearchParams(this.#signed(ctx, asked)).toString()}`;
  }

  /**
   * The answer of a method, in the shape asked for. Throws RefusedByProvider with Alipay's sub-code where asking again is
   * of no use, else ProviderUnavailable; so too for an answer whose signature does not hold.
   */
  async ask<T extends z.ZodType>(ctx: Context, asked: Method, shape: T): Promise<z.output<T>> {
    const { biz_content: content = '', ...open } = this.#signed(ctx, asked);
    const answer = await askOverHttp(CODE, `${this.settings.gateway}?${new URLSearchParams(open).toString()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams({ biz_content: content }).toString(),
    });
    if (answer.status !== 200) throw new ProviderUnavailable(CODE, `HTTP-${answer.status}`);
    const value = this.#believed(answer.raw.toString('utf8'), asked.method);
    const { code, sub_code: sub = code } = shapedAs(CODE, told, value);
    if (code === '10000') return shapedAs(CODE, shape, value);
    // 40004 is a decision of the business; the others are about keys, rights and load (网关返回码).
    throw code === '40004' && !AGAIN.test(sub) ? new RefusedByProvider(sub) : new ProviderUnavailable(CODE, sub);
  }

  #signed(ctx: Context, { method, content, more = {} }: Method): Record<string, string> {
    const params = {
      app_id: this.settings.appId,
      method,
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: beijing(ctx.clock.now()),
      version: '1.0',
      ...more,
      biz_content: JSON.stringify(content),
    };
    return { ...params, sign: signatureOf(params, this.settings.privateKey) };
  }

  /** The answer of the method, believed only as it was signed: the text of its member, with slashes escaped or not. */
  #believed(text: string, method: string): unknown {
    const { sign = '' } = (jsonOf(text) ?? {}) as { readonly sign?: string };
    const member = memberText(text, `${method.replaceAll('.', '_')}_response`) ?? memberText(text, 'error_response');
    if (member === undefined) throw new ProviderUnavailable(CODE, 'answer-shape');
    const holds = [member, member.replaceAll('\\/', '/')].some((each) => isSigned(this.publicKeys, each, sign));
    if (!holds) throw new ProviderUnavailable(CODE, 'answer-signature');
    return jsonOf(member);
  }
}
