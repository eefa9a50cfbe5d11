import type { CodeSender } from '../auth/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { PROOF, SIGN_IN, type SmsProvider } from './sms-port.ts';

/** So many codes may be under way at once: who asks for more finds no code and asks again in a minute. */
const MOST_UNDER_WAY = 200;

/**
 * Sends codes by SMS. Does not wait for the channel, so that neither how long it takes nor whether it works tells a
 * stranger which phones are known. A code is in no list that could be sent again: what fails is logged, without the
 * phone, and whoever waits for it asks for another.
 */
export function smsCodes(provider: SmsProvider, log: Logger): CodeSender {
  let underWay = 0;
  return {
    sandbox: false,
    send: async (ctx, { phone, code, about }) => {
      if (underWay >= MOST_UNDER_WAY) {
        log.warn({ underWay }, 'sms: too many codes at once, one was not sent');
        return;
      }
      underWay += 1;
      const id = ctx.newId<'ShortMessage'>();
      const template = about === undefined ? SIGN_IN : PROOF;
      void provider
        .send({ phone, template, variables: { code, about: about ?? '' }, id })
        .then((answer) => {
          if (answer.outcome !== 'taken') log.error({ id, ...answer }, 'sms: a code was not sent');
        })
        .catch((error: unknown) => log.error({ error, id }, 'sms: a code was not sent'))
        .finally(() => (underWay -= 1));
    },
  };
}
