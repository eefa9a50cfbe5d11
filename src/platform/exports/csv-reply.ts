import { Reply } from '../http/index.ts';

/** Answers CSV as a file to keep; `name` without its ending, in any script (RFC 6266). */
export function csvReply(name: string, text: string): Reply<string> {
  const plain = /^[\w.-]+$/.test(name);
  const filename = plain ? `filename="${name}.csv"` : `filename*=UTF-8''${encodeURIComponent(name)}.csv`;
  return new Reply(text, {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; ${filename}` },
  });
}
