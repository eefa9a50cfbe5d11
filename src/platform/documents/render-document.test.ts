import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { documentText } from '#testing';
import { createThreads } from '../threads/index.ts';
import {
  DOCUMENT_LIMITS,
  DocumentPictureDamaged,
  type DocumentSpec,
  DocumentTooLong,
  renderDocument,
} from './index.ts';

const threads = createThreads({ size: 1 });
afterAll(() => threads.close());

const date = new Date('2026-06-06T02:00:00Z');
const render = (blocks: DocumentSpec['blocks'], more: Partial<DocumentSpec> = {}): Promise<Uint8Array> =>
  renderDocument(threads, { title: '社区焕新服务合同', number: 'HT-SZ-260606-0001', date, blocks, ...more });

const clause =
  '甲方以手写签名、手机验证方式签署的，依照《中华人民共和国电子签名法》第十三条，可靠的电子签名与手写签名具有同等的法律效力。';

describe('renderDocument', () => {
  it('writes what the blocks say, as text that can be read back', async () => {
    const bytes = await render([
      {
        kind: 'facts',
        rows: [
          ['甲方', '翠湖花园 3 幢'],
          ['乙方', '园区店'],
          ['地点', '很长的地点'.repeat(12)],
        ],
      },
      { kind: 'heading', text: '一、价格' },
      { kind: 'text', text: clause },
      {
        kind: 'table',
        columns: [
          { name: '项目', width: 3 },
          { name: '金额', width: 1, align: 'right' },
        ],
        rows: [['厨房防水', '¥12,800.00']],
      },
      { kind: 'signature', label: '甲方签名', facts: [['时间', '2026年6月6日']] },
    ]);
    expect(Buffer.from(bytes.subarray(0, 8)).toString('latin1')).toBe('%PDF-1.7');
    const text = documentText(bytes).join('\n');
    for (const said of [
      '社区焕新服务合同',
      'HT-SZ-260606-0001',
      '翠湖花园 3 幢',
      '一、价格',
      '厨房防水',
      '¥12,800.00',
    ]) {
      expect(text).toContain(said);
    }
    expect(text.replaceAll('\n', '')).toContain(clause);
    expect(text).toContain('第 1 页，共 1 页');
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/FontFile3 \d+ 0 R/u);
  });

  it('makes the same bytes of the same spec, and others of another', async () => {
    const png = await sharp({ create: { width: 60, height: 40, channels: 4, background: '#0f766e80' } })
      .png()
      .toBuffer();
    const blocks: DocumentSpec['blocks'] = [
      { kind: 'text', text: clause },
      { kind: 'pictures', pictures: [{ bytes: png, caption: '竣工' }] },
      { kind: 'signature', label: '签名', png, facts: [] },
    ];
    const hash = async (more?: Partial<DocumentSpec>): Promise<string> =>
      createHash('sha256')
        .update(await render(blocks, more))
        .digest('hex');
    const other = createThreads({ size: 1 });
    try {
      const elsewhere = await renderDocument(other, {
        title: '社区焕新服务合同',
        number: 'HT-SZ-260606-0001',
        date,
        blocks,
      });
      expect(createHash('sha256').update(elsewhere).digest('hex')).toBe(await hash());
    } finally {
      await other.close();
    }
    expect(await hash({ number: 'HT-SZ-260606-0002' })).not.toBe(await hash());
    expect(await hash({ date: new Date('2026-06-06T02:00:01Z') })).not.toBe(await hash());
  });

  it('breaks tables across pages under a repeated header and loses no row, however high', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => [`第${at}行`, at === 30 ? '很高的一格。'.repeat(400) : '按套']);
    const pages = documentText(
      await render([
        {
          kind: 'table',
          columns: [
            { name: '项目', width: 1 },
            { name: '说明', width: 3 },
          ],
          rows,
        },
      ]),
    );
    expect(pages.length).toBeGreaterThan(3);
    for (const page of pages) expect(page).toContain('说明');
    const all = pages.join('\n').split('\n');
    for (const [name] of rows) expect(all.filter((line) => line === name)).toHaveLength(1);
    expect(
      pages
        .join('')
        .replaceAll('\n', '')
        .match(/很高的一格/gu)?.length,
    ).toBeGreaterThan(390);
  });

  it('leaves no punctuation at the head of a line', async () => {
    const lines =
      documentText(await render([{ kind: 'text', text: `${clause}（附件一）、（附件二）。`.repeat(8) }]))[0]?.split(
        '\n',
      ) ?? [];
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) expect(line).not.toMatch(/^[，。、；：）》]|[（《]$/u);
  });

  it('prints a sign where the font has no glyph, and says which it was', async () => {
    const [page] = documentText(await render([{ kind: 'text', text: '完工😀，谢谢\u0007' }]));
    expect(page).toContain('完工〓，谢谢');
    expect(page).toContain('U+1F600');
  });

  it('refuses what is too much or cannot be read', async () => {
    const long = Array.from({ length: DOCUMENT_LIMITS.blocks + 1 }, () => ({ kind: 'text' as const, text: '字' }));
    await expect(render(long)).rejects.toBeInstanceOf(DocumentTooLong);
    await expect(render([{ kind: 'text', text: '字\n'.repeat(9_000) }])).rejects.toMatchObject({
      code: 'document-too-long',
    });
    const broken = render([{ kind: 'pictures', pictures: [{ bytes: Buffer.from('no picture'), caption: '' }] }]);
    await expect(broken).rejects.toMatchObject({ code: new DocumentPictureDamaged(0).code, params: { at: 1 } });
  });
});
