/** A member of staff at a server in another process: signs in over HTTP and keeps the cookie, as a browser would. */
export interface StaffClient {
  get<T>(path: string): Promise<T>;
  send<T>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<T>;
  /** The cookie header, for streams and browsers. */
  readonly cookie: string;
}

/** Signs in; throws with the server's answer when that fails. */
export async function signInStaff(url: string, login: string, password: string): Promise<StaffClient> {
  const answer = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  return clientOf(url, await cookieOf(answer));
}

export async function cookieOf(answer: Response): Promise<string> {
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!answer.ok || cookie === undefined) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
  return cookie;
}

/** A client for whoever a session cookie belongs to. */
export function clientOf(url: string, cookie: string): StaffClient {
  const ask = async <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        cookie,
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(method !== 'GET' && { 'idempotency-key': crypto.randomUUID() }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  return { get: (path) => ask('GET', path), send: ask, cookie };
}
