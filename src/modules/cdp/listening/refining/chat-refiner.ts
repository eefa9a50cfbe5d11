import { z } from 'zod';
import { SENTIMENTS } from '#engines/text';
import type { Clock } from '#kernel/time';
import { askEndpoint, type Endpoint } from './ask-endpoint.ts';
import { systemPrompt, userPrompt } from './chat-prompt.ts';
import { RefinerUnclear, type Refined, type Refiner } from './refiner-port.ts';

export interface ChatSettings {
  /** Without a trailing slash: `https://llm.example.com/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey: string | undefined;
  readonly clock: Clock;
  readonly patienceMs?: number;
  readonly pauseMs?: number;
}

/** The part of a chat completion that is looked at. */
const completion = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });

/** Items are looked at one by one: one that is wrong does not spoil the others. */
const labelled = z.object({ items: z.array(z.unknown()).max(1_000) });

const MOST_TOPICS = 12;
const item = z.object({
  n: z.number().int(),
  sentiment: z.enum(SENTIMENTS),
  topics: z.array(z.string()).max(100),
  severity: z.literal([0, 1, 2, 3]),
});

/** A language model behind the chat completions that many providers and local servers offer alike. */
export function chatRefiner({ baseUrl, model, ...settings }: ChatSettings): Refiner {
  const { host } = new URL(baseUrl);
  const endpoint: Endpoint = { ...settings, host, url: `${baseUrl}/chat/completions` };
  return {
    model,
    host,
    async refine(texts, topics, signal) {
      const asked = {
        model,
        temperature: 0,
        response_format: { type: 'json_object' },
        messages: [
          { role: 'system', content: systemPrompt(topics) },
          { role: 'user', content: userPrompt(texts) },
        ],
      };
      const items = labelsIn(await askEndpoint(endpoint, JSON.stringify(asked), signal)) ?? [];
      const read = inOrder(items, texts.length, new Set(topics.map(({ topic }) => topic)));
      // Nothing usable at all is no answer: the texts have not had their turn.
      if (read.every((each) => each === undefined)) throw new RefinerUnclear(host, 'answer-shape');
      return read;
    },
  };
}

/** The labels in an answer as it came; undefined where it holds none. */
function labelsIn(text: string): readonly unknown[] | undefined {
  const answer = completion.safeParse(jsonOf(text));
  if (!answer.success) return undefined;
  const { content } = answer.data.choices[0]!.message;
  // Some servers put a fence around the object, or thoughts before it.
  const parsed = labelled.safeParse(
    jsonOf(content) ?? jsonOf(content.slice(content.indexOf('{'), content.lastIndexOf('}') + 1)),
  );
  return parsed.success ? parsed.data.items : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** By number; a text that is spoken of twice was not understood. */
function inOrder(items: readonly unknown[], texts: number, known: ReadonlySet<string>): (Refined | undefined)[] {
  const valid = items.flatMap((each) => item.safeParse(each).data ?? []);
  const byNumber = Map.groupBy(valid, ({ n }) => n);
  return Array.from({ length: texts }, (_, at) => {
    const own = byNumber.get(at + 1) ?? [];
    if (own.length !== 1) return undefined;
    const { sentiment, severity, topics } = own[0]!;
    const named = [...new Set(topics)].filter((topic) => known.has(topic)).slice(0, MOST_TOPICS);
    return { sentiment, severity, topics: named };
  });
}
