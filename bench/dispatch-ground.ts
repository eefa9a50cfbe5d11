import { seededRandom } from '#kernel/random';
import { straightLines, type Job, type Person, type Problem } from '#engines/routing';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const METRES_PER_SECOND = 5;
const SKILLS = ['安装', '测量', '水电'];

/** A city's working day: people with skills who begin at home, visits of half an hour to two with slots of two hours. */
export function dispatchDay(people: number, visits: number, seed: number): Problem {
  const random = seededRandom(seed);
  const whole = (low: number, high: number): number => low + Math.floor(random.next() * (high - low + 1));
  const places = people + visits;
  // Twenty kilometres each way.
  const positions = Array.from({ length: places }, () => ({
    lng: 120 + random.next() * 0.2,
    lat: 30 + random.next() * 0.18,
  }));
  const skillOf = (at: number): string => SKILLS[at % SKILLS.length] ?? '';
  return {
    travels: [straightLines(positions, { metresPerSecond: METRES_PER_SECOND })],
    people: Array.from({ length: people }, (_, at): Person => {
      const lunch = { breakId: 'lunch', window: { from: 11.5 * HOUR, to: 13 * HOUR }, duration: 30 * MINUTE };
      return {
        personId: `p${at}`,
        start: at,
        end: at,
        shift: { from: 8 * HOUR, to: 18 * HOUR },
        latestEnd: 20 * HOUR,
        breaks: [lunch],
        skills: { [skillOf(at)]: whole(1, 3), [skillOf(at + 1)]: whole(1, 3) },
        costs: { fixed: 20, perDistance: 0.002, perHour: 30, perOvertimeHour: 45 },
      };
    }),
    jobs: Array.from({ length: visits }, (_, at): Job => {
      const from = whole(8, 16) * HOUR;
      return {
        jobId: `v${at}`,
        place: people + at,
        service: whole(2, 4) * 15 * MINUTE,
        windows: [{ from, to: from + 2 * HOUR }],
        skills: { [skillOf(whole(0, 2))]: whole(1, 2) },
        prize: 500,
      };
    }),
    weights: { waiting: 5 },
  };
}
