import { createHash } from 'node:crypto';

/**
 * Programs that fetch pages without anybody looking: search engines, link previews of messengers, monitors. WeChat and
 * WeCom render cards on their servers or in a share extension; their in-app browsers (MicroMessenger, wxwork) are people.
 */
const FETCHERS = new RegExp(
  [
    // CUBOT makes telephones.
    String.raw`\b\w*(?:(?<!\bcu)bot|spider|crawler|slurp)\b`,
    'WeChatShareExtension',
    'WXWorkShareExtension',
    'MicroMessenger Client Preview',
    'WeChat Link Preview',
    'facebookexternalhit',
    'WhatsApp/',
    'Embedly|Iframely|SkypeUriPreview|LinkPreview|Link Preview',
    'DingTalkBot|LarkUrl|FeishuLinkPreview',
    '^(?:curl|Wget|python-requests|python-httpx|Go-http-client|Java|okhttp|Apache-HttpClient|Scrapy|PostmanRuntime)/',
    'Lighthouse|PageSpeed|UptimeRobot|StatusCake|Pingdom',
  ].join('|'),
  'i',
);

/** What a request says of who makes it. */
export interface VisitHeaders {
  readonly userAgent: string | undefined;
  /** `Sec-Purpose` or the older `Purpose`/`X-Moz`: `prefetch` where a browser loads ahead. */
  readonly purpose: string | undefined;
}

/** Of a request's headers, those that tell who sees the page. */
export function headersSeen(headers: Readonly<Record<string, string | string[] | undefined>>): VisitHeaders {
  const one = (name: string): string | undefined => [headers[name]].flat()[0];
  return { userAgent: one('user-agent'), purpose: one('sec-purpose') ?? one('purpose') ?? one('x-moz') };
}

/** Whether a program, or a browser that loads ahead, asks, and no person has seen the page. */
export function isUnseen({ userAgent, purpose }: VisitHeaders): boolean {
  return FETCHERS.test(userAgent ?? '') || /prefetch|prerender|preview/i.test(purpose ?? '');
}

/** A browser under one link: its random id cannot be followed from link to link. */
export function visitorHash(shareToken: string, visitorId: string): string {
  return createHash('sha256').update(`${shareToken}\n${visitorId}`).digest('base64url');
}
