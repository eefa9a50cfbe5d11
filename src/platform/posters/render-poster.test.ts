import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { fen } from '#kernel/money';
import { createThreads } from '../threads/index.ts';
import { QR_FRAME } from './backdrop.ts';
import { type Picture, readQrCode } from './fixtures/read-qr-code.ts';
import { type PosterInput, renderPoster } from './index.ts';
import { COLOUR } from './tokens.ts';

const threads = createThreads({ size: 1 });
afterAll(() => threads.close());

const poster: PosterInput = {
  scene: 'renewal',
  brand: '双轮家居',
  communityName: '翠湖花园',
  headline: '老房漏水，三天修好住得踏实',
  points: ['免费上门检测，当天出方案', '防水质保五年', '同小区 42 户正在关注'],
  price: { label: '厨卫防水焕新', now: fen(299_900), before: fen(468_000), unit: '起' },
  deadline: new Date('2026-07-31T12:00:00Z'),
  link: 'https://tw.example.com/s/9fK2mQx7Lb',
  callToAction: '预约免费上门检测',
  touchpoint: { maskedName: '王**', role: '物业管家' },
  smallPrint: '活动仅限翠湖花园业主，以门店实际报价为准。',
};

async function grey(png: Buffer): Promise<Picture> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width };
}

describe('renderPoster', () => {
  it.each(['renewal', 'fresh', 'event'] as const)(
    'draws %s as a PNG for phones whose code leads to the link',
    async (scene) => {
      const png = await renderPoster(threads, { ...poster, scene });
      expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
      expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 750, height: 1334 });
      expect(readQrCode(await grey(png), QR_FRAME)).toBe(poster.link);
    },
  );

  it('keeps the code readable for every length of link', async () => {
    for (const length of [30, 61, 90, 120, 150, 180, 213]) {
      const link = `https://tw.example.com/s/${'x7'.repeat(100)}`.slice(0, length);
      expect(readQrCode(await grey(await renderPoster(threads, { ...poster, link })), QR_FRAME)).toBe(link);
    }
  });

  it('leaves its margins free, however long the texts are', async () => {
    const long = '住了十五年以上的老房子墙面发霉漏水门窗漏风厨房水槽堵塞，我们一次帮您全部解决';
    const png = await renderPoster(threads, {
      ...poster,
      brand: long,
      communityName: long,
      headline: long.repeat(2),
      points: [long, `https://${'very'.repeat(40)}.example`, long],
      price: { label: long, now: fen(12_345_678_90), before: fen(98_765_432_10), unit: '/100㎡' },
      callToAction: long,
      touchpoint: { maskedName: '欧阳**', role: long },
      smallPrint: long.repeat(3),
    });
    const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const ink = [1, 3, 5].map((at) => Number.parseInt(COLOUR.ink.slice(at, at + 2), 16));
    const inkAt = (x: number, y: number): boolean =>
      ink.every((channel, at) => Math.abs((data[(y * info.width + x) * 3 + at] ?? 255) - channel) < 40);
    for (let y = 0; y < info.height; y++) {
      for (const x of [...Array(30).keys(), ...Array.from({ length: 30 }, (_, at) => info.width - 1 - at)]) {
        expect(inkAt(x, y)).toBe(false);
      }
    }
    expect(readQrCode(await grey(png), QR_FRAME)).toBe(poster.link);
  });

  it('draws what it says: another text, another picture; the same text, the same picture', async () => {
    const [one, again, other] = [
      await renderPoster(threads, poster),
      await renderPoster(threads, poster),
      await renderPoster(threads, { ...poster, communityName: '锦绣花园' }),
    ];
    expect(again.equals(one)).toBe(true);
    expect(other.equals(one)).toBe(false);
  });

  it('manages with the least', async () => {
    const { price: _price, deadline: _deadline, touchpoint: _touchpoint, smallPrint: _smallPrint, ...least } = poster;
    const png = await renderPoster(threads, { ...least, points: ['免费上门检测'] });
    expect(readQrCode(await grey(png), QR_FRAME)).toBe(poster.link);
  });

  it('refuses characters that the font cannot write, and says where', async () => {
    await expect(
      renderPoster(threads, { ...poster, headline: '老房焕新 🏠', points: ['好', '不𠮷'] }),
    ).rejects.toMatchObject({
      code: 'poster-glyphs-missing',
      faults: [expect.objectContaining({ path: 'headline' }), expect.objectContaining({ path: 'points.1' })],
    });
  });

  it('refuses what is incomplete or cannot be scanned', async () => {
    await expect(renderPoster(threads, { ...poster, headline: ' ' })).rejects.toMatchObject({
      code: 'poster-incomplete',
    });
    await expect(renderPoster(threads, { ...poster, link: 'x'.repeat(214) })).rejects.toMatchObject({
      code: 'poster-link-too-long',
    });
  });
});
