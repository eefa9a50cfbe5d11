/** One fault of an input, as the server names it. */
export interface ProblemFault {
  readonly path: string;
  readonly message: string;
}

/** The fields of an RFC 9457 answer that we read. */
export interface ProblemDetails {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly code?: string;
  readonly detail?: string;
  readonly faults?: readonly ProblemFault[];
  readonly retryAfterSeconds?: number;
  readonly requestId?: string;
}

/**
 * A request that did not succeed. `message` is a Chinese sentence to show as it is. `status` is 0 when no answer came
 * at all; then `code` is `offline`, `timeout` or `network`.
 */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: readonly ProblemFault[];
  readonly retryAfterSeconds: number | undefined;
  readonly requestId: string | undefined;
  /** All that was told, members that belong to the code too (`next` of `slot-taken`). */
  readonly told: Readonly<Record<string, unknown>>;

  constructor(status: number, details: ProblemDetails) {
    super(details.detail ?? sentenceFor(status));
    this.name = 'ApiProblem';
    this.status = status;
    this.code = details.code ?? 'unknown';
    this.faults = details.faults ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.requestId = details.requestId;
    this.told = { ...details };
  }

  /** Whether the same request may succeed later without anything changing: worth a retry, with the same key. */
  get transient(): boolean {
    return this.status === 0 || this.status >= 500 || [408, 425, 429].includes(this.status);
  }

  /** The message for one field of a form, by its path (`phone`, `items.0.count`); the server may tell it below `body`. */
  faultAt(path: string): string | undefined {
    return this.faults.find((fault) => fault.path === path || fault.path === `body.${path}`)?.message;
  }
}

/** No answer came. The sentence says what is safe and what to do. */
export function unreachable(code: 'offline' | 'timeout' | 'network'): ApiProblem {
  const detail = {
    offline: '现在没有网络。填的内容还在，连上网再试一次。',
    timeout: '等了太久没有回应。网络可能不稳，请再试一次。',
    network: '连不上服务器。请检查网络，再试一次。',
  }[code];
  return new ApiProblem(0, { code, detail });
}

/** Reads the answer of a failed request; proxies may answer with something else than JSON. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const header = Number(response.headers.get('retry-after') ?? Number.NaN);
  const fallback: ProblemDetails = Number.isFinite(header) ? { retryAfterSeconds: header } : {};
  const body: unknown = await response.json().catch(() => undefined);
  const details = typeof body === 'object' && body !== null ? (body as ProblemDetails) : {};
  return new ApiProblem(response.status, { ...fallback, ...details });
}

/** Any thrown value as a problem; what is not one is a fault of our own and says so honestly. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(500, { code: 'client-fault', detail: '页面出了点问题。刷新一下再试。' });
}

function sentenceFor(status: number): string {
  if (status === 401) return '登录已过期，请重新登录。';
  if (status === 403) return '你没有这项权限。需要的话请联系管理员开通。';
  if (status === 404) return '没有找到。可能已被移除，或不在你的范围内。';
  if (status === 413) return '文件太大了，换一个小一点的再试。';
  if (status === 429) return '操作太频繁了，稍等一会儿再试。';
  if (status >= 500) return '服务暂时没有回应，稍等一会儿再试。';
  return '这次没有成功。请检查内容后再试。';
}
