interface Masked {
  readonly customerName: string;
  readonly customerPhone: string;
}

/** Whose it is, behind masks: not everybody said a name, and whoever was forgotten has neither. */
export const whoOf = ({ customerName, customerPhone }: Masked, nobody = '已删除'): string =>
  customerName !== '' ? customerName : customerPhone !== '' ? customerPhone : nobody;

/** The same with the phone: 「王* · 138****0001」. */
export const contactOf = (it: Masked, nobody?: string): string =>
  it.customerName === '' || it.customerPhone === '' ? whoOf(it, nobody) : `${it.customerName} · ${it.customerPhone}`;
