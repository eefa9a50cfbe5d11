import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, it } from 'vitest';
import { useServer } from '#testing';
import type { Order } from '../../orders/order.ts';
import { Till } from '../fixtures/till.ts';
import { installPaymentProviders } from '../providers.ts';
import { makeCertificate } from '../test-certificate.ts';
import { WechatHouse } from './test-wechat-house.ts';
import { wechatPayer } from './wechat-payer.ts';
import { wechatProvider } from './wechat-provider.ts';

const server = useServer({ rateLimits: false });
const till = new Till(server);
const certificateOf = (serial: string) => makeCertificate(serial, new Date('2020-01-01'), new Date('2031-01-01'));
const merchant = certificateOf('4A02');
const identity = { mchid: '1900000002', appid: 'wx0123456789abcdef' };
const apiV3Key = 'an-api-v3-key-of-32-characters-!';
const appSecret = '0123456789abcdef0123456789abcdef';
const signer = { serial: '51AC', certificate: certificateOf('51AC') };
const now = (): Date => server.world.clock.now();
const house = new WechatHouse({ ...identity, apiV3Key, merchant, now }, [signer]);

/** WeChat's side of who pays: each code tells a name once. */
const names = new Map([['the-code', 'oUser-7']]);
let doorkeeper: Server;
const asked: URLSearchParams[] = [];
function openDoor(): Promise<void> {
  doorkeeper = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://door');
    asked.push(url.searchParams);
    const code = url.searchParams.get('code') ?? '';
    const openid = names.get(code);
    names.delete(code);
    const known = url.pathname === '/sns/oauth2/access_token' && url.searchParams.get('secret') === appSecret;
    const refused = code === 'busy' ? { errcode: -1, errmsg: 'busy' } : { errcode: 40163, errmsg: 'code been used' };
    response.end(JSON.stringify(known && openid !== undefined ? { access_token: 'A', openid } : refused));
  });
  return new Promise((resolve) => doorkeeper.listen(0, '127.0.0.1', resolve));
}

beforeAll(async () => {
  await Promise.all([house.open(), openDoor()]);
  await till.open('WP');
  const apiUrl = `http://127.0.0.1:${(doorkeeper.address() as AddressInfo).port}`;
  const payer = wechatPayer({ appid: identity.appid, appSecret, openUrl: 'https://open.weixin.qq.com', apiUrl });
  installPaymentProviders([wechatProvider(house.merchantClient(), payer)]);
  return async () => {
    installPaymentProviders([]);
    doorkeeper.closeAllConnections();
    await Promise.all([house.close(), new Promise((resolve) => doorkeeper.close(resolve))]);
  };
});

const start = (order: Order, said: object = {}) =>
  till.mine.post(`/api/commerce/own/orders/${order.orderId}/payments`, {
    stage: 'deposit',
    provider: 'wechat',
    client: { kind: 'wechat', ...said },
  });

it('inside of WeChat who pays is asked first: the browser goes there and comes back with a code', async () => {
  const order = await till.orderMade();
  const unnamed = await start(order);
  expect(unnamed).toMatchObject({ status: 409, body: { code: 'payer-unnamed' } });
  const address = new URL(unnamed.body.url);
  expect(address.origin + address.pathname + address.hash).toBe(
    'https://open.weixin.qq.com/connect/oauth2/authorize#wechat_redirect',
  );
  expect(Object.fromEntries(address.searchParams)).toEqual({
    appid: identity.appid,
    redirect_uri: `${server.url}/my/orders/${order.orderId}`,
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'pay',
  });
  const opened = await start(order, { code: 'the-code' });
  expect(opened.body).toMatchObject({ cashier: { kind: 'wechat', params: { appId: identity.appid } } });
  expect(house.trade(opened.body.paymentNumber).body).toMatchObject({ payer: { openid: 'oUser-7' } });
  expect(asked.at(-1)?.get('grant_type')).toBe('authorization_code');
});

it('a code that was used is refused, a busy house is asked again, and nothing was begun', async () => {
  const order = await till.orderMade();
  expect(await start(order, { code: 'the-code' })).toMatchObject({
    status: 409,
    body: { code: 'refused-by-provider' },
  });
  expect((await start(order, { code: 'busy' })).status).toBe(503);
  expect((await till.detail(order)).payments).toEqual([]);
  expect((await start(order, { code: 'not a code' })).status).toBe(422);
});

it('whoever knows the name says it, as a mini program does; the sandbox asks nobody', async () => {
  const order = await till.orderMade();
  const named = await start(order, { openid: 'oUser-8' });
  expect(house.trade(named.body.paymentNumber).body).toMatchObject({ payer: { openid: 'oUser-8' } });
  const path = `/api/commerce/own/orders/${(await till.orderMade()).orderId}/payments`;
  const sandbox = { stage: 'deposit', provider: 'sandbox', client: { kind: 'wechat' } };
  expect((await till.mine.post(path, sandbox)).body).toMatchObject({ sandbox: true });
});
