import { clientOf, cookieOf, type StaffClient } from './staff-client.ts';

/** Signs somebody in by phone, reading the code where the demo shows it: on the developer page. */
export async function signInByPhone(
  url: string,
  phone: string,
  developer: StaffClient,
  as: 'touchpoint' | 'customer' = 'touchpoint',
): Promise<StaffClient> {
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const sent = await post('/api/auth/codes', { phone, as });
  if (!sent.ok) throw new Error(`code: ${sent.status} ${await sent.text()}`);
  const { sentTo } = (await sent.json()) as { sentTo: string };
  const messages = await developer.get<{ items: { maskedTo: string; body: string }[] }>('/api/system/sandbox-messages');
  const message = messages.items.find((item) => item.maskedTo === sentTo);
  const code = /\d{6}/.exec(message?.body ?? '')?.[0];
  if (code === undefined) throw new Error(`no code was sent to ${sentTo}`);
  return clientOf(url, await cookieOf(await post('/api/auth/sign-in-with-code', { phone, code })));
}
