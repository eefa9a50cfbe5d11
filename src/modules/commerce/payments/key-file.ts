import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { ConfiguredFiles } from '#platform/config';

const MIN_BITS = 2048;

/** The keys among the files that a configuration names. */
export class KeyFiles extends ConfiguredFiles {
  /** An RSA private key: PEM, or its base64 alone as Alipay's tool writes it. */
  async privateKey(path: string, name: string): Promise<KeyObject | undefined> {
    const text = await this.text(path, name, true);
    if (text === undefined) return undefined;
    const key = this.#parsed(
      () => createPrivateKey(text),
      [
        () => createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' }),
        () => createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs1' }),
      ],
    );
    return key === undefined ? this.refuse(path, `${name} 不是能用的私钥`) : this.#strong(path, name, key);
  }

  /** An RSA public key: PEM, or its base64 alone. */
  async publicKey(path: string, name: string): Promise<KeyObject | undefined> {
    const text = await this.text(path, name, false);
    if (text === undefined) return undefined;
    const isPrivate = text.includes('PRIVATE KEY');
    const key = isPrivate
      ? undefined
      : this.#parsed(
          () => createPublicKey(text),
          [() => createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })],
        );
    return key === undefined ? this.refuse(path, `${name} 不是公钥`) : this.#strong(path, name, key);
  }

  #parsed(first: () => KeyObject, others: readonly (() => KeyObject)[]): KeyObject | undefined {
    for (const parse of [first, ...others]) {
      try {
        return parse();
      } catch {
        // Not written this way: the next one. What the parser says may hold the key, so nobody hears it.
      }
    }
    return undefined;
  }

  #strong(path: string, name: string, key: KeyObject): KeyObject | undefined {
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    const good = key.asymmetricKeyType === 'rsa' && bits >= MIN_BITS;
    return good ? key : this.refuse(path, `${name} 要是 RSA ${MIN_BITS} 位以上的密钥`);
  }
}
