const KEY = 'tw.tell-position';
/** Setting out must not wait for a satellite. */
const PATIENCE_MS = 3_000;
const FRESH_MS = 60_000;

/** Whether I let the customer see when to expect me, by where I set out. */
export function tellsPosition(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes';
  } catch {
    return false;
  }
}

export function setTellsPosition(tells: boolean): void {
  try {
    if (tells) localStorage.setItem(KEY, 'yes');
    else localStorage.removeItem(KEY);
  } catch {
    // Then it is asked again the next time.
  }
}

/** Where I am (WGS-84), if I said that it may be told and the phone knows it soon. */
export function myPosition(): Promise<{ readonly lng: number; readonly lat: number } | undefined> {
  if (!tellsPosition() || !('geolocation' in navigator)) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lng: coords.longitude, lat: coords.latitude }),
      () => resolve(undefined),
      { timeout: PATIENCE_MS, maximumAge: FRESH_MS },
    );
  });
}
