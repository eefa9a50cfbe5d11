/** Ready to paste: how events are sent with a public client of the Segment spec, or with nothing but HTTP. */
export interface Snippet {
  readonly name: string;
  readonly where: string;
  readonly code: string;
}

const EVENT = `{
  userId: 'M000123',
  event: 'Product Viewed',
  properties: {
    communityCode: 'HF-0001',
    sku: 'FS-10KG',
  },
}`;

/** `writeKey` as it was given, `origin` of this server (`https://tw.example.com`). */
export function snippetsOf(writeKey: string, origin: string): readonly Snippet[] {
  return [server(writeKey, origin), browser(writeKey, origin), curl(writeKey, origin)];
}

const server = (writeKey: string, origin: string): Snippet => ({
  name: 'Node.js',
  where: '@segment/analytics-node',
  code: `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({
  writeKey: '${writeKey}',
  host: '${origin}',
});

analytics.track(${EVENT});
await analytics.closeAndFlush();`,
});

const browser = (writeKey: string, origin: string): Snippet => {
  const { protocol, host } = new URL(origin);
  return {
    name: '网页',
    where: '@segment/analytics-next',
    code: `import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load({
  writeKey: '${writeKey}',
  cdnSettings: {
    integrations: {
      'Segment.io': {
        apiKey: '${writeKey}',
        apiHost: '${host}/v1',
        protocol: '${protocol.replace(':', '')}',
      },
    },
  },
});

analytics.track('Product Viewed', {
  communityCode: 'HF-0001',
  sku: 'FS-10KG',
});`,
  };
};

const curl = (writeKey: string, origin: string): Snippet => ({
  name: 'curl',
  where: '任何能发 HTTP 的地方',
  code: `curl -u '${writeKey}:' -H 'content-type: application/json' \\
  ${origin}/v1/track \\
  -d '{
    "messageId": "demo-0001",
    "userId": "M000123",
    "event": "Product Viewed",
    "properties": {
      "communityCode": "HF-0001",
      "sku": "FS-10KG"
    }
  }'`,
});
