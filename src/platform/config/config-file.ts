import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { Refusal, type Fault } from '#kernel/errors';

/** What is missing or wrong in a configuration, all at once and never a secret. */
export class ConfigurationRefused extends Refusal {
  constructor(code: string, title: string, faults: readonly Fault[]) {
    super(code, 'invalid', {}, { faults });
    this.message = [`${title}：`, ...faults.map((fault) => `  ${fault.path}：${fault.message}`)].join('\n');
  }
}

/** A JSON file that a variable names, as far as it can be understood. */
export interface ConfigFile<T> {
  /** Whatever it holds; undefined where it is no JSON. */
  readonly value: unknown;
  /** Undefined where there are faults. */
  readonly given: T | undefined;
  readonly faults: readonly Fault[];
}

/** Reads a file of configuration and names every fault by its place in it. */
export async function readConfigFile<S extends z.ZodType>(
  path: string,
  variable: string,
  schema: S,
): Promise<ConfigFile<z.output<S>>> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const unread = (fault: Fault) => ({ value: undefined, given: undefined, faults: [fault] });
  if (text === undefined) return unread({ path: variable, message: `读不到文件 ${path}` });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unread({ path, message: '不是有效的 JSON' });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value, given: parsed.data, faults: [] };
  const faults = parsed.error.issues.map((issue) => ({ path: issue.path.join('.') || path, message: sentence(issue) }));
  return { value, given: undefined, faults };
}

const sentence = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys' ? `没有这些配置项：${issue.keys.join('、')}` : issue.message;
