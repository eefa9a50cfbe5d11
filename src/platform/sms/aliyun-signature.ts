import { createHash, createHmac } from 'node:crypto';

const ALGORITHM = 'ACS3-HMAC-SHA256';

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
}

/** A request of the RPC style: everything stands in its query, its body is empty. */
export interface AliyunRequest {
  readonly host: string;
  readonly action: string;
  readonly version: string;
  /** When it was made: `2018-01-01T12:00:00Z`. */
  readonly date: string;
  readonly nonce: string;
  readonly query: Readonly<Record<string, string>>;
}

/** RFC 3986: everything but letters, digits and `-_.~`. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The query as it is signed and sent: sorted by name. */
export const canonicalQuery = (query: Readonly<Record<string, string>>): string =>
  Object.keys(query)
    .toSorted()
    .map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
    .join('&');

/**
 * The headers of a POST to Alibaba Cloud, signed by method V3
 * (alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature): HMAC-SHA256 over the hash of the
 * canonical request.
 */
export function signedHeaders({ id, secret }: AccessKey, request: AliyunRequest): Record<string, string> {
  const headers: Record<string, string> = {
    host: request.host,
    'x-acs-action': request.action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': request.date,
    'x-acs-signature-nonce': request.nonce,
    'x-acs-version': request.version,
  };
  const names = Object.keys(headers).toSorted();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const signed = names.join(';');
  const canonical = ['POST', '/', canonicalQuery(request.query), lines, signed, sha256('')].join('\n');
  const signature = createHmac('sha256', secret)
    .update(`${ALGORITHM}\n${sha256(canonical)}`)
    .digest('hex');
  return { ...headers, authorization: `${ALGORITHM} Credential=${id},SignedHeaders=${signed},Signature=${signature}` };
}
