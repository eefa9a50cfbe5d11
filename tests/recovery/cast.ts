import type { World } from '#sim';
import { signInByPhone } from '../support/phone-sign-in.ts';
import { signInStaff, type StaffClient } from '../support/staff-client.ts';
import { eventually, patient, type Patient, type PatientOptions } from './patient-client.ts';

/** Called after each acknowledged command that has consequences: the place where a crash may come. */
export type AfterCommand = () => Promise<void>;

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly externalCode: string;
}

/** Everybody who acts in the stories, and the places where they do. */
export interface Cast {
  readonly url: () => string;
  readonly staff: Patient;
  /** A source of customer events. */
  readonly source: Patient;
  /** Residents without an account. */
  readonly residents: Patient;
  /** The customer who has the phone. Everybody signs in once, when they are needed first. */
  readonly customer: (phone: string) => Promise<Patient>;
  /** Somebody at the front, by the id of their touchpoint. */
  readonly front: (touchpointId: string) => Promise<Patient>;
  readonly places: readonly Place[];
  readonly world: World;
}

const PASSWORD = 'twinwheel-demo';

/** Signs in those who steer, opens a source, and looks up the places. `meanwhile` happens during each act of anybody. */
export async function gatherCast(
  url: () => string,
  world: World,
  meanwhile: () => Promise<void> = async () => {},
): Promise<Cast> {
  const developer = await signInStaff(url(), 'admin', PASSWORD);
  const staff = patient({ url, meanwhile, headers: { cookie: developer.cookie } });
  const { writeKey } = await staff.send<{ writeKey: string }>('POST', '/api/cdp/sources', {
    name: '恢复',
    kind: 'server',
  });
  const { items } = await staff.send<{ items: Place[] }>('GET', '/api/territory/communities?limit=200');
  const phones = new Map([...world.touchpoints()].map(({ code, phone }) => [code, phone]));
  const byPhone = phoneBook({ url, meanwhile }, developer);
  return {
    url,
    staff,
    source: patient({
      url,
      meanwhile,
      headers: { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` },
    }),
    residents: patient({ url, meanwhile }),
    customer: (phone) => byPhone(phone, 'customer'),
    front: async (touchpointId) => {
      const path = `/api/touchpoints/people/${touchpointId}`;
      const { externalCode } = await staff.send<{ externalCode: string }>('GET', path);
      const phone = phones.get(externalCode);
      if (phone === undefined) throw new Error(`nobody plays ${externalCode}`);
      return byPhone(phone, 'touchpoint');
    },
    places: items.toSorted((a, b) => (a.externalCode < b.externalCode ? -1 : 1)),
    world,
  };
}

type SignIn = (phone: string, as: 'touchpoint' | 'customer') => Promise<Patient>;

/** Many sign in from one address: who is told to come back later does. */
function phoneBook({ url, meanwhile }: PatientOptions, developer: StaffClient): SignIn {
  const known = new Map<string, Patient>();
  const signIn: SignIn = async (phone, as) => {
    const { cookie } = await eventually(
      () =>
        signInByPhone(url(), phone, developer, as).catch((error: unknown) => {
          if (error instanceof Error && error.message.includes(': 429')) return undefined;
          throw error;
        }),
      `sign-in of ${phone}`,
    );
    return patient({ url, meanwhile, headers: { cookie } });
  };
  return async (phone, as) => {
    const who = known.get(phone) ?? (await signIn(phone, as));
    known.set(phone, who);
    return who;
  };
}

/** Of a newcomer to the place: whoever lives there may have left a lead before, and then it stays whose it was. */
export function phoneOf({ world }: Cast, place: Place): string {
  const at = world.communities.findIndex(({ code }) => code === place.externalCode);
  if (at < 0) throw new Error(`${place.externalCode} is no community of this world`);
  return `1609990${String(at).padStart(4, '0')}`;
}
