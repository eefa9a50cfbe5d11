import { describe, expect, it } from 'vitest';
import { isUnseen, visitorHash } from './visitor.ts';

const seen = (userAgent: string | undefined, purpose?: string): boolean => !isUnseen({ userAgent, purpose });

describe('who sees an offer', () => {
  it.each([
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.56(0x18003830) NetType/WIFI Language/zh_CN',
    'Mozilla/5.0 (Linux; Android 14; V2238A) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1',
    'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0 Safari/537.36',
    'Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 30) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36',
  ])('people: %s', (userAgent) => {
    expect(seen(userAgent)).toBe(true);
  });

  it.each([
    'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 Mobile Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)',
    'Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)',
    'WeChatShareExtensionNew/8.0.56 CFNetwork/1568 Darwin/24.2.0',
    'DingTalkBot-LinkService/1.0 (+https://www.dingtalk.com)',
    'facebookexternalhit/1.1',
    'curl/8.5.0',
  ])('programs: %s', (userAgent) => {
    expect(seen(userAgent)).toBe(false);
  });

  it('a browser that loads ahead shows it to nobody', () => {
    expect(seen('Mozilla/5.0', 'prefetch;prerender')).toBe(false);
    expect(seen(undefined)).toBe(true);
  });

  it('the same browser is the same under one link, and another under the next', () => {
    expect(visitorHash('t1', 'v')).toBe(visitorHash('t1', 'v'));
    expect(visitorHash('t1', 'v')).not.toBe(visitorHash('t2', 'v'));
  });
});
