import { sign, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { businessDay, SECOND, type Clock } from '#kernel/time';
import { askOverHttp, issuedOn, shapedAs, type ProviderAnswer } from './provider-answer.ts';
import { WeatherRefused, WeatherUnavailable, type WeatherProvider } from './weather-port.ts';
import type { DayWeather } from './weather.ts';

const NAME = 'qweather';

/** How a project says who it is: a token that it signs, or a key. */
export type QWeatherCredential =
  /** `privateKey` is Ed25519; `keyId` is the id of the credential (凭据 ID) that holds its public key. */
  | { readonly kind: 'jwt'; readonly keyId: string; readonly projectId: string; readonly privateKey: KeyObject }
  | { readonly kind: 'key'; readonly apiKey: string };

export interface QWeatherSettings {
  /** `https://` and the API Host of the project, without a trailing slash. */
  readonly baseUrl: string;
  readonly credential: QWeatherCredential;
  readonly clock: Clock;
  readonly patienceMs?: number;
}

/** Spans that there are addresses for; the shortest that holds what is asked for is taken. */
const SPANS = [3, 7, 10, 15, 30];

/** Figures come as text. */
const figure = z
  .string()
  .regex(/^-?\d{1,6}(\.\d{1,4})?$/)
  .transform(Number);

const forecast = z.object({
  code: z.literal('200'),
  daily: z
    .array(
      z.object({
        fxDate: z.iso.date(),
        tempMin: figure,
        tempMax: figure,
        precip: figure,
        humidity: figure,
        windSpeedDay: figure,
        windSpeedNight: figure,
      }),
    )
    .max(40),
});

/**
 * QWeather 和风天气, 每日天气预报 (dev.qweather.com/docs/api/weather/weather-daily-forecast). It tells nothing of days that
 * are over: those stay as they were expected on the day itself.
 */
export function qweather({ baseUrl, credential, clock, patienceMs }: QWeatherSettings): WeatherProvider {
  return {
    name: NAME,
    async daily({ lng, lat }, days, signal) {
      const now = clock.now();
      const today = businessDay(now);
      const span = SPANS.find((each) => each >= days) ?? SPANS.at(-1)!;
      // At most two decimals are read, about a kilometre: no other datum is as far away as that.
      const url = `${baseUrl}/v7/weather/${span}d?location=${lng.toFixed(2)},${lat.toFixed(2)}&unit=m`;
      const headers = { accept: 'application/json', 'user-agent': 'Twinwheel/1.0', ...saysWho(credential, now) };
      const answer = await askOverHttp(NAME, url, { headers, signal, patienceMs });
      const refusal = refusalOf(answer);
      if (refusal !== undefined) throw refusal;
      const told = shapedAs(NAME, forecast, answer.body).daily.map(dayOf);
      // Early in the morning the first day may still be yesterday, which was expected and not seen.
      const ahead = told.filter(({ day }) => day >= today);
      return issuedOn(NAME, { today, days }, ahead);
    },
  };
}

const dayOf = (told: z.output<typeof forecast>['daily'][number]): DayWeather => ({
  day: told.fxDate,
  rainMm: told.precip,
  lowestC: told.tempMin,
  highestC: told.tempMax,
  humidityPct: told.humidity,
  windKmh: Math.max(told.windSpeedDay, told.windSpeedNight),
});

/** One way alone: with both the request would be refused. */
function saysWho(credential: QWeatherCredential, now: Date): Record<string, string> {
  if (credential.kind === 'key') return { 'x-qw-api-key': credential.apiKey };
  return { authorization: `Bearer ${tokenOf(credential, now)}` };
}

/**
 * A JSON Web Token (RFC 7519) signed with Ed25519 (RFC 8037), with these members and no others; half a minute old, since
 * clocks differ (dev.qweather.com/docs/authentication/jwt).
 */
function tokenOf(credential: Extract<QWeatherCredential, { kind: 'jwt' }>, now: Date): string {
  const at = Math.floor(now.getTime() / SECOND);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = part({ alg: 'EdDSA', kid: credential.keyId });
  const payload = part({ sub: credential.projectId, iat: at - 30, exp: at + 600 });
  const signed = `${header}.${payload}`;
  return `${signed}.${sign(null, Buffer.from(signed), credential.privateKey).toString('base64url')}`;
}

const newFailure = z.object({ error: z.object({ status: z.number(), type: z.string() }) });
const oldFailure = z.object({ code: z.string().regex(/^\d{3}$/) });

/**
 * What went wrong; undefined for an answer. Both kinds of errors that are about: an `error` whose `type` ends with what it is
 * (错误码 v2), and a `code` in the body, also with HTTP 200 (v1; 204 and 404 there mean that the place has no data).
 */
function refusalOf({ status, body }: ProviderAnswer): Error | undefined {
  const told = newFailure.safeParse(body);
  if (told.success) {
    const { type } = told.data.error;
    return verdict(status, /#([a-z-]{1,40})$/.exec(type)?.[1] ?? `HTTP-${status}`);
  }
  const old = oldFailure.safeParse(body);
  const code = old.success ? old.data.code : '';
  if (code === '204' || code === '404') return new WeatherRefused(NAME, code, true);
  if (code !== '' && code !== '200') return verdict(Number(code), code);
  return status === 200 ? undefined : verdict(status, `HTTP-${status}`);
}

/** Keys, credit, address and permission are for a person to mend; so is a month that is used up. */
function verdict(status: number, code: string): Error {
  const isSpent = status === 429 && code === 'over-monthly-limit';
  if (isSpent || (status >= 401 && status <= 405)) return new WeatherRefused(NAME, code);
  if (status === 400) return new WeatherRefused(NAME, code, true);
  return new WeatherUnavailable(NAME, code);
}
