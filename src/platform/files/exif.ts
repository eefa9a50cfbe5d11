import type { CapturedAt } from './file.ts';

/** EXIF 2.32 (CIPA DC-008): tags that say when and where. */
const TAG = { exifIfd: 0x8769, gpsIfd: 0x8825, taken: 0x9003, offset: 0x9011, dateTime: 0x0132 } as const;
const GPS = { latitudeRef: 1, latitude: 2, longitudeRef: 3, longitude: 4 } as const;

/** Bytes of one component by TIFF field type: BYTE, ASCII, SHORT, LONG, RATIONAL. */
const WIDTHS: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8 };
const MAX_FIELDS = 512;

interface Field {
  readonly type: number;
  readonly count: number;
  readonly at: number;
}

/**
 * Time and position from a picture's EXIF block, with or without its `Exif\0\0` head. What is missing or makes no sense
 * is left out: a damaged block is no reason to refuse the picture.
 */
export function readCapturedAt(exif: Buffer): CapturedAt {
  try {
    const tiff = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
    const reader = readerFor(tiff);
    const root = reader.fields(reader.long(4));
    const details = reader.follow(root.get(TAG.exifIfd));
    const takenAt = parseTime(
      reader.text(details.get(TAG.taken)) ?? reader.text(root.get(TAG.dateTime)),
      reader.text(details.get(TAG.offset)),
    );
    const position = readPosition(reader, reader.follow(root.get(TAG.gpsIfd)));
    return { ...(takenAt === undefined ? {} : { takenAt }), ...(position === undefined ? {} : { position }) };
  } catch (error) {
    if (error instanceof RangeError) return {};
    throw error;
  }
}

type Reader = ReturnType<typeof readerFor>;

/** Reads beyond the end throw RangeError, as Buffer does. */
function readerFor(tiff: Buffer) {
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const fields = (ifd: number): Map<number, Field> => {
    const found = new Map<number, Field>();
    const count = Math.min(short(ifd), MAX_FIELDS);
    for (let entry = 0; entry < count; entry++) {
      const at = ifd + 2 + entry * 12;
      const [type, components] = [short(at + 2), long(at + 4)];
      const inline = (WIDTHS[type] ?? 1) * components <= 4;
      found.set(short(at), { type, count: components, at: inline ? at + 8 : long(at + 8) });
    }
    return found;
  };
  return {
    long,
    fields,
    follow: (field: Field | undefined): Map<number, Field> =>
      field === undefined ? new Map() : fields(long(field.at)),
    text: (field: Field | undefined): string | undefined =>
      field?.type === 2
        ? tiff.toString('latin1', field.at, field.at + Math.min(field.count, 64)).split('\0')[0]
        : undefined,
    rationals: (field: Field | undefined): number[] =>
      field?.type === 5
        ? Array.from(
            { length: Math.min(field.count, 3) },
            (_, at) => long(field.at + at * 8) / long(field.at + at * 8 + 4),
          )
        : [],
  };
}

function parseTime(time: string | undefined, offset: string | undefined): Date | undefined {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/u.exec(time ?? '');
  if (parts === null) return undefined;
  const zone = /^[+-]\d\d:\d\d$/u.test(offset ?? '') ? offset : '+08:00';
  const at = Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${zone}`);
  return Number.isNaN(at) ? undefined : new Date(at);
}

function readPosition(reader: Reader, gps: Map<number, Field>): CapturedAt['position'] {
  const lat = degrees(reader.rationals(gps.get(GPS.latitude)), reader.text(gps.get(GPS.latitudeRef)) === 'S');
  const lng = degrees(reader.rationals(gps.get(GPS.longitude)), reader.text(gps.get(GPS.longitudeRef)) === 'W');
  // Cameras without a fix write zeros: nobody lives at 0° N 0° E.
  const sensible = Math.abs(lat) <= 90 && Math.abs(lng) <= 180 && !(lat === 0 && lng === 0);
  return sensible ? { lng, lat } : undefined;
}

/** Degrees, minutes, seconds as one number; NaN when they are not three finite numbers. */
function degrees(
  [whole = Number.NaN, minutes = Number.NaN, seconds = Number.NaN]: number[],
  negative: boolean,
): number {
  return (negative ? -1 : 1) * (whole + minutes / 60 + seconds / 3600);
}
