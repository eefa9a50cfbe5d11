import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { readCapturedAt } from './exif.ts';
import { createFileStore, type FilePurpose, type FileStore, messages, type PreparedFile } from './index.ts';

let folder = '';
let files: FileStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tw-files-'));
  files = createFileStore({ folder, limits: { photo: { maxBytes: 600_000 } } });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const prepare = (bytes: Uint8Array, purpose: FilePurpose, name?: string): Promise<PreparedFile> =>
  files.prepare({ bytes, purpose, name });
const kept = ({ sha256 }: PreparedFile): Promise<Buffer> =>
  readFile(join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256));

/** A picture as a phone writes it: lying on its side, with time, place and device. */
function phonePicture(width = 400, height = 300): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#0F766E' } })
    .jpeg()
    .withExif({
      IFD0: { Model: 'SecretPhone 9', DateTime: '2026:07:02 00:00:00' },
      IFD2: { DateTimeOriginal: '2026:07:01 09:30:00', OffsetTimeOriginal: '+08:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '31/1 13/1 4944/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '121/1 28/1 2532/100',
      },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

describe('type', () => {
  it('is read from the bytes and not from the name', async () => {
    const picture = { create: { width: 8, height: 8, channels: 3 as const, background: '#fff' } };
    expect(await prepare(await sharp(picture).png().toBuffer(), 'photo', 'a.jpg')).toMatchObject({ type: 'image/png' });
    expect(await prepare(await sharp(picture).webp().toBuffer(), 'photo')).toMatchObject({ type: 'image/webp' });
    expect(await prepare(await sharp(picture).jpeg().toBuffer(), 'poster')).toMatchObject({ type: 'image/jpeg' });
    // What moves is kept as a still picture.
    expect(await prepare(await sharp(picture).gif().toBuffer(), 'photo')).toMatchObject({
      type: 'image/png',
      width: 8,
    });
    expect(await prepare(Buffer.from('%PDF-1.7\n'), 'evidence')).toMatchObject({ type: 'application/pdf' });
    expect(await prepare(Buffer.from('小区,户数\n翠湖,300'), 'import', 'a.png')).toMatchObject({ type: 'text/csv' });
    expect(await prepare(Buffer.from('翠湖花园'), 'import')).toMatchObject({ type: 'text/plain' });
    const workbook = await writeXlsxFile([[{ value: '小区' }]]).toBuffer();
    expect(await prepare(workbook, 'import')).toMatchObject({ type: expect.stringContaining('spreadsheetml') });
  });

  it('has to fit the purpose, and every refusal has its sentence', async () => {
    const script = Buffer.from('<script>alert(1)</script>');
    const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)]);
    const cases: [Uint8Array, FilePurpose, string][] = [
      [script, 'photo', 'file-type-refused-photo'],
      [script, 'poster', 'file-type-refused-poster'],
      [zip, 'import', 'file-type-refused-import'],
      [Buffer.from('MZ\u0000\u0001\u0002'), 'evidence', 'file-type-refused-evidence'],
      [Buffer.from('%PDF-1.7'), 'photo', 'file-type-refused-photo'],
      [Buffer.from('PK\u0003\u0004 cut off'), 'import', 'file-damaged'],
      [new Uint8Array(), 'photo', 'file-empty'],
      [Buffer.alloc(600_001, 1), 'photo', 'file-too-large'],
    ];
    for (const [bytes, purpose, code] of cases) {
      await expect(prepare(bytes, purpose)).rejects.toMatchObject({ code });
      expect(messages.zh[code]).toMatch(/\p{Script=Han}/u);
    }
  });

  it('turns the CSV of a Chinese Excel into UTF-8', async () => {
    const gbk = Buffer.from([0xd0, 0xa1, 0xc7, 0xf8, 0x2c, 0xbb, 0xa7, 0xca, 0xfd]);
    const file = await prepare(gbk, 'import');
    expect(file.type).toBe('text/csv');
    expect((await kept(file)).toString()).toBe('小区,户数');
  });
});

describe('pictures', () => {
  it('lose everything that their maker wrote into them, and stand upright', async () => {
    const picture = await phonePicture();
    expect(picture.includes('SecretPhone')).toBe(true);
    for (const purpose of ['photo', 'evidence'] as const) {
      const file = await prepare(Buffer.concat([picture, Buffer.from('hidden behind')]), purpose);
      expect(file).toMatchObject({ type: 'image/jpeg', width: 300, height: 400 });
      const bytes = await kept(file);
      const metadata = await sharp(bytes).metadata();
      expect([metadata.exif, metadata.xmp, metadata.icc, metadata.orientation]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      expect(bytes.includes('SecretPhone') || bytes.includes('hidden behind')).toBe(false);
    }
  });

  it('of evidence tell when and where they were taken, others do not', async () => {
    const picture = await phonePicture();
    const { captured } = await prepare(picture, 'evidence');
    expect(captured?.takenAt).toEqual(new Date('2026-07-01T01:30:00Z'));
    expect(captured?.position?.lat).toBeCloseTo(31.2304, 4);
    expect(captured?.position?.lng).toBeCloseTo(121.4737, 4);
    expect((await prepare(picture, 'photo')).captured).toBeUndefined();
  });

  it('are no larger than 2,560 pixels a side', async () => {
    const wide = await sharp({ create: { width: 4000, height: 1000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(await prepare(wide, 'photo')).toMatchObject({ width: 2560, height: 640 });
  });

  it('that would fill the memory are refused before they are unpacked', async () => {
    const bomb = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    bomb.writeUInt32BE(30_000, 16);
    bomb.writeUInt32BE(30_000, 20);
    await expect(prepare(bomb, 'photo')).rejects.toMatchObject({ code: 'file-expands-too-far' });
  });

  it('that are cut off are refused', async () => {
    const picture = await phonePicture();
    await expect(prepare(picture.subarray(0, picture.length - 300), 'photo')).rejects.toMatchObject({
      code: 'file-damaged',
    });
  });
});

describe('EXIF', () => {
  it('that is damaged anywhere never breaks the reading', async () => {
    const { exif } = await sharp(await phonePicture()).metadata();
    const whole = exif ?? Buffer.alloc(0);
    expect(readCapturedAt(whole).position).toBeDefined();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), fc.nat(whole.length), (at, byte, end) => {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        const { position, takenAt } = readCapturedAt(damaged.subarray(0, end));
        if (position !== undefined) expect(Math.abs(position.lat) <= 90 && Math.abs(position.lng) <= 180).toBe(true);
        if (takenAt !== undefined) expect(takenAt.getTime()).not.toBeNaN();
      }),
      { numRuns: 500 },
    );
  });
});

describe('bytes', () => {
  it('are kept once, under their hash, and nothing unfinished stays behind', async () => {
    const [one, two] = await Promise.all([
      prepare(Buffer.from('a,b'), 'import'),
      prepare(Buffer.from('a,b'), 'import'),
    ]);
    expect(one).toEqual(two);
    expect((await kept(one)).toString()).toBe('a,b');
    expect(await readdir(join(folder, 'unfinished'))).toEqual([]);
  });
});
