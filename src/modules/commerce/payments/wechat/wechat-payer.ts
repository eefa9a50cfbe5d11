import { z } from 'zod';
import { ProviderUnavailable, RefusedByProvider, type PayerNaming } from '../payment-port.ts';
import { askOverHttp, jsonOf, shapedAs } from '../provider-answer.ts';
import { CODE } from './wechat-client.ts';

/** What an official account needs to learn who looks at its pages (网页授权, snsapi_base: nobody is asked anything). */
export interface PayerSettings {
  readonly appid: string;
  readonly appSecret: string;
  /** `https://open.weixin.qq.com`, without a trailing slash. */
  readonly openUrl: string;
  /** `https://api.weixin.qq.com`, without a trailing slash. */
  readonly apiUrl: string;
}

const named = z.union([
  z.object({ openid: z.string().regex(/^[\w-]{1,128}$/) }),
  z.object({ errcode: z.number().int() }),
]);
/** 系统繁忙; the rest says that the code, the app or its secret is wrong (developers.weixin.qq.com, 网页授权). */
const BUSY = -1;

/** Names whoever pays inside of WeChat, by its documents of 网页授权. */
export function wechatPayer({ appid, appSecret, openUrl, apiUrl }: PayerSettings): PayerNaming {
  return {
    address: (returnUrl) => {
      // In the order of the documents: WeChat checks it.
      const query = new URLSearchParams({
        appid,
        redirect_uri: returnUrl,
        response_type: 'code',
        scope: 'snsapi_base',
        state: 'pay',
      });
      return `${openUrl}/connect/oauth2/authorize?${query.toString()}#wechat_redirect`;
    },
    openid: async (_ctx, code) => {
      const query = new URLSearchParams({ appid, secret: appSecret, code, grant_type: 'authorization_code' });
      const { raw } = await askOverHttp(CODE, `${apiUrl}/sns/oauth2/access_token?${query.toString()}`, {});
      const answer = shapedAs(CODE, named, jsonOf(raw.toString('utf8')));
      if ('openid' in answer) return answer.openid;
      if (answer.errcode === BUSY) throw new ProviderUnavailable(CODE, 'payer-busy');
      throw new RefusedByProvider(`PAYER_${answer.errcode}`);
    },
  };
}
