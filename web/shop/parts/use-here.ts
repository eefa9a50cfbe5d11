import { useEffect, useState } from 'react';

/** Whether the scripts of the page are there: false on the server, and in the browser until it took the page over. */
export function useHere(): boolean {
  const [here, setHere] = useState(false);
  useEffect(() => setHere(true), []);
  return here;
}
