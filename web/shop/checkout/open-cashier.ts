import { useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { StartPaymentAnswer } from '#modules/commerce/contract';
import { api, newKey } from '../../shared/api.ts';
import { asProblem } from '../../shared/problem.ts';
import { useAct, type Act } from '../../shared/query.tsx';
import { inWechat, payInWechat, takePayerCode } from './wechat-bridge.ts';

export interface CashierAsked {
  readonly orderId: string;
  readonly stage: 'deposit' | 'balance' | 'full';
  /** Of the act; one of its own unless said. */
  readonly key?: string;
  /** With which WeChat sent the browser back. */
  readonly code?: string | undefined;
}

const sitting = (code: string | undefined): object => {
  if (inWechat()) return { kind: 'wechat', code };
  return { kind: matchMedia('(pointer: coarse)').matches ? 'mobile' : 'desktop' };
};

/**
 * Opens the cashier where somebody sits: goes there, asks WeChat first who pays, opens WeChat's own; answers the text of a
 * QR code where one has to be scanned. Throws ApiProblem.
 */
export async function openCashier({ orderId, stage, key, code }: CashierAsked): Promise<string | undefined> {
  const asked = { body: { stage, client: sitting(code) }, key: key ?? newKey() };
  try {
    const { cashier } = await api.post<StartPaymentAnswer>(`/api/commerce/own/orders/${orderId}/payments`, asked);
    if (cashier.kind === 'qr') return cashier.text;
    if (cashier.kind === 'wechat') await payInWechat(cashier.params);
    else location.assign(cashier.url);
  } catch (error) {
    const { code: why, told } = asProblem(error);
    if (why !== 'payer-unnamed' || typeof told['url'] !== 'string') throw error;
    location.assign(told['url']);
  }
  return undefined;
}

export interface Cashier {
  readonly open: Act<{ readonly code?: string }, string | undefined>;
  /** To be scanned with another phone. */
  readonly qr: string | undefined;
}

/** The button that opens the cashier of a stage; whom WeChat sends back with their name goes on without tapping again. */
export function useCashier(orderId: string, stage: CashierAsked['stage']): Cashier {
  const client = useQueryClient();
  const [qr, setQr] = useState<string>();
  const open = useAct(({ code }: { code?: string }, key: string) => openCashier({ orderId, stage, key, code }), {
    onDone: (text) => {
      setQr(text);
      void client.invalidateQueries({ queryKey: ['own', 'orders', orderId] });
    },
  });
  const { run } = open;
  const cameBack = useRef(false);
  useEffect(() => {
    if (cameBack.current) return;
    cameBack.current = true;
    const code = takePayerCode();
    if (code !== undefined) void run({ code });
  }, [run]);
  return { open, qr };
}
