import type { Position } from './geo.ts';

/** The datums of Chinese maps: WGS-84 is GPS; GCJ-02 is what AMap and Tencent show; BD-09 is Baidu's. */
export type Datum = 'wgs84' | 'gcj02' | 'bd09';

/** Semi-major axis and squared eccentricity of the Krasovsky 1940 ellipsoid, on which GCJ-02 is computed. */
const AXIS = 6_378_245;
const ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943;

const BAIDU_TURN = (Math.PI * 3_000) / 180;

const sine = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);

/**
 * GCJ-02 has no published specification. These are the formulas that became known with the leaked implementation and
 * are used by every open converter (eviltransform; "Restrictions on geographic data in China", Wikipedia): an offset
 * of some hundred metres from two sums of sines around 105° E, 35° N. Outside China nothing is shifted.
 */
export function wgs84ToGcj02(at: Position): Position {
  if (at.lng < 72.004 || at.lng > 137.8347 || at.lat < 0.8293 || at.lat > 55.8271) return at;
  const x = at.lng - 105;
  const y = at.lat - 35;
  const waves = (20 * sine(6 * x * 180) + 20 * sine(2 * x * 180)) * (2 / 3);
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    waves +
    (20 * sine(y * 180) + 40 * sine(y * 60)) * (2 / 3) +
    (160 * sine(y * 15) + 320 * sine(y * 6)) * (2 / 3);
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    waves +
    (20 * sine(x * 180) + 40 * sine(x * 60)) * (2 / 3) +
    (150 * sine(x * 15) + 300 * sine(x * 6)) * (2 / 3);
  const flattening = 1 - ECCENTRICITY_SQUARED * sine(at.lat) ** 2;
  const meridian = (AXIS * (1 - ECCENTRICITY_SQUARED)) / flattening ** 1.5;
  const parallel = (AXIS / Math.sqrt(flattening)) * Math.cos((at.lat * Math.PI) / 180);
  return {
    lng: at.lng + (east / parallel) * (180 / Math.PI),
    lat: at.lat + (north / meridian) * (180 / Math.PI),
  };
}

/**
 * The inverse has no closed form: fixed-point iteration on the forward shift, which changes by less than 1 % over its
 * own length, so that five rounds are exact to well under a millimetre.
 */
export function gcj02ToWgs84(at: Position): Position {
  let guess = at;
  for (let round = 0; round < 5; round++) {
    const shifted = wgs84ToGcj02(guess);
    guess = { lng: guess.lng - (shifted.lng - at.lng), lat: guess.lat - (shifted.lat - at.lat) };
  }
  return guess;
}

/** Baidu's second shift, on top of GCJ-02: a small turn and a constant offset in polar form. */
export function gcj02ToBd09({ lng, lat }: Position): Position {
  const radius = Math.hypot(lng, lat) + 0.00002 * Math.sin(lat * BAIDU_TURN);
  const angle = Math.atan2(lat, lng) + 0.000003 * Math.cos(lng * BAIDU_TURN);
  return { lng: radius * Math.cos(angle) + 0.0065, lat: radius * Math.sin(angle) + 0.006 };
}

/** The inverse of `gcj02ToBd09`, by the same iteration as `gcj02ToWgs84`. */
export function bd09ToGcj02(at: Position): Position {
  let guess: Position = { lng: at.lng - 0.0065, lat: at.lat - 0.006 };
  for (let round = 0; round < 5; round++) {
    const shifted = gcj02ToBd09(guess);
    guess = { lng: guess.lng - (shifted.lng - at.lng), lat: guess.lat - (shifted.lat - at.lat) };
  }
  return guess;
}

/** A position of the given datum in WGS-84. */
export function toWgs84(at: Position, datum: Datum): Position {
  if (datum === 'wgs84') return at;
  return gcj02ToWgs84(datum === 'gcj02' ? at : bd09ToGcj02(at));
}

/** A WGS-84 position in the given datum. */
export function fromWgs84(at: Position, datum: Datum): Position {
  if (datum === 'wgs84') return at;
  const shifted = wgs84ToGcj02(at);
  return datum === 'gcj02' ? shifted : gcj02ToBd09(shifted);
}
