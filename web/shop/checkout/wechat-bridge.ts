/** What WeChat's browser puts into its pages. */
interface Bridge {
  invoke(name: string, params: Readonly<Record<string, string>>, done: (answer: { err_msg: string }) => void): void;
}

declare global {
  interface Window {
    WeixinJSBridge?: Bridge;
  }
}

export const inWechat = (): boolean => /MicroMessenger/i.test(navigator.userAgent);

/** It may come a moment after the page. */
function bridge(): Promise<Bridge> {
  return new Promise((resolve) => {
    const found = (): void => {
      if (window.WeixinJSBridge !== undefined) resolve(window.WeixinJSBridge);
    };
    document.addEventListener('WeixinJSBridgeReady', found, { once: true });
    found();
  });
}

/** Opens WeChat's own cashier; answers once it is closed. Whether it was paid the server hears from WeChat, not from here. */
export async function payInWechat(params: Readonly<Record<string, string>>): Promise<void> {
  const found = await bridge();
  await new Promise<void>((resolve) => found.invoke('getBrandWCPayRequest', params, () => resolve()));
}

/** The code with which WeChat sent the browser back to pay; it works once, so it leaves the address at once. */
export function takePayerCode(): string | undefined {
  const url = new URL(location.href);
  const code = url.searchParams.get('code');
  if (!inWechat() || code === null || url.searchParams.get('state') !== 'pay') return undefined;
  url.searchParams.delete('code');
  url.searchParams.delete('state');
  history.replaceState(history.state, '', url);
  return code;
}
