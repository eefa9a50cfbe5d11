/** Between this process and one on the same machine nobody listens. */
const HERE = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An address to which keys and words may be sent. A secret in it would stand in logs and in the audit. */
export function isServiceAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && HERE.has(url.hostname));
}
