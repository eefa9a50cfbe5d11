import { inflateSync } from 'node:zlib';

/** Every text of a PDF of ours, by page: glyphs of each font read back through its ToUnicode map. */
export function documentText(bytes: Uint8Array): string[] {
  const pdf = Buffer.from(bytes).toString('latin1');
  const objects = new Map(
    [...pdf.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/gu)].map(([, id, body]) => [id as string, body as string]),
  );
  const stream = (id: string): string => {
    const body = objects.get(id) ?? '';
    const raw = Buffer.from(body.slice(body.indexOf('stream\n') + 7, body.lastIndexOf('\nendstream')), 'latin1');
    return (body.includes('/FlateDecode') ? inflateSync(raw) : raw).toString('latin1');
  };
  const fonts = new Map<string, string[]>();
  for (const [id, body] of objects) {
    const map = /\/ToUnicode (\d+) 0 R/u.exec(body)?.[1];
    if (map !== undefined) fonts.set(id, glyphsOf(stream(map)));
  }
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\n/u.test(body));
  return pages.map((page) => {
    const resources = objects.get(/\/Resources (\d+) 0 R/u.exec(page)?.[1] ?? '') ?? '';
    const named = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/gu)].map(([, name, id]) => [name, id as string]));
    let font: string[] = [];
    const lines: string[] = [];
    for (const line of stream(/\/Contents (\d+) 0 R/u.exec(page)?.[1] ?? '').split('\n')) {
      const chosen = /^\/(F\d+) /u.exec(line)?.[1];
      if (chosen !== undefined) font = fonts.get(named.get(chosen) ?? '') ?? [];
      const shown = [...line.matchAll(/<([0-9a-f]+)>/gu)].map(([, hex]) => hex as string).join('');
      if (/T[Jj]$/u.test(line))
        lines.push((shown.match(/.{4}/gu) ?? []).map((gid) => font[parseInt(gid, 16)]).join(''));
    }
    return lines.join('\n');
  });
}

function glyphsOf(cmap: string): string[] {
  const entries = [...cmap.matchAll(/\[([^\]]*)\]/gu)].flatMap(
    ([, range]) => (range as string).match(/<[^>]*>/gu) ?? [],
  );
  return entries.map((entry) =>
    (entry.match(/[0-9a-f]{4}/gu) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join(''),
  );
}
