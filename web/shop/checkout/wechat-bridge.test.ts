import { afterEach, expect, test, vi } from 'vitest';
import { payInWechat, takePayerCode } from './wechat-bridge.ts';

const WECHAT = 'Mozilla/5.0 (iPhone) MicroMessenger/8.0.50';
afterEach(() => void vi.unstubAllGlobals());

/** A page of a browser at an address; answers what the address became. */
function pageAt(href: string, userAgent: string): () => string {
  let at = href;
  vi.stubGlobal('navigator', { userAgent });
  vi.stubGlobal('location', { href });
  vi.stubGlobal('history', { state: null, replaceState: (_: unknown, __: string, url: URL) => void (at = url.href) });
  return () => at;
}

test('the code of WeChat is taken once, and leaves the address', () => {
  const address = pageAt('https://shop.example/paid/7?from=list&code=031abc&state=pay', WECHAT);
  expect(takePayerCode()).toBe('031abc');
  expect(address()).toBe('https://shop.example/paid/7?from=list');
});

test('a code of anything else stays where it is', () => {
  for (const [href, userAgent] of [
    ['https://shop.example/paid/7?code=031abc', WECHAT],
    ['https://shop.example/paid/7?code=031abc&state=pay', 'Mozilla/5.0 (iPhone) Safari'],
    ['https://shop.example/paid/7', WECHAT],
  ] as const) {
    const address = pageAt(href, userAgent);
    expect(takePayerCode()).toBeUndefined();
    expect(address()).toBe(href);
  }
});

test('the cashier of WeChat is waited for, also where it comes after the page', async () => {
  const page = new EventTarget();
  const inside: { WeixinJSBridge?: object } = {};
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', inside);
  const asked: unknown[] = [];
  let close = (): void => undefined;
  const paying = payInWechat({ package: 'prepay_id=1' });
  inside.WeixinJSBridge = {
    invoke: (name: string, params: object, done: (answer: { err_msg: string }) => void) => {
      asked.push([name, params]);
      close = () => done({ err_msg: 'get_brand_wcpay_request:cancel' });
    },
  };
  page.dispatchEvent(new Event('WeixinJSBridgeReady'));
  await vi.waitFor(() => expect(asked).toEqual([['getBrandWCPayRequest', { package: 'prepay_id=1' }]]));
  close();
  await paying;
});
