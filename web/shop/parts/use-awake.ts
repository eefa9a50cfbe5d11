import { useSyncExternalStore } from 'react';

const never = (): (() => void) => () => {};

/** Whether the scripts of the page are there: before that a tap on what the server rendered would be lost. */
export const useAwake = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
