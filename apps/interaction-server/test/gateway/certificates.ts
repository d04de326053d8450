import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** A certificate with its private key, both PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** An authority that lives as long as a test and signs with ECDSA on P-256. */
export interface Authority extends Certificate {
  /** A certificate of that common name, for the given host names and IPv4 addresses, valid for a day. */
  issue(commonName: string, hosts?: readonly string[]): Certificate;
}

/** Makes a certificate authority. X.509 (RFC 5280) is written here in DER, so that tests need no other program. */
export function certificateAuthority(commonName = 'test authority'): Authority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const isAuthority = extension('551d13', sequence(hex('0101ff')), true);
  const root = { issuer: commonName, issuerKey: privateKey };
  return {
    certificate: certificate({ ...root, subject: commonName, publicKey, extensions: [isAuthority] }),
    key: pem(privateKey),
    issue(subject, hosts = []) {
      const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const extensions = hosts.length === 0 ? [] : [extension('551d11', sequence(...hosts.map(hostName)))];
      return {
        certificate: certificate({ ...root, subject, publicKey: own.publicKey, extensions }),
        key: pem(own.privateKey),
      };
    },
  };
}

interface Content {
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

const day = 86_400_000;
const ecdsaWithSha256 = element(0x30, hex('06082a8648ce3d040302'));

function certificate({ issuer, issuerKey, subject, publicKey, extensions }: Content): string {
  const toBeSigned = sequence(
    hex('a003020102'),
    element(0x02, Buffer.concat([hex('01'), randomBytes(15)])),
    ecdsaWithSha256,
    distinguishedName(issuer),
    sequence(utcTime(Date.now() - day), utcTime(Date.now() + day)),
    distinguishedName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length === 0 ? [] : [element(0xa3, sequence(...extensions))]),
  );
  const whole = sequence(toBeSigned, ecdsaWithSha256, bitString(sign('sha256', toBeSigned, issuerKey)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function element(tag: number, content: Buffer): Buffer {
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts));
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}

function bitString(bits: Buffer): Buffer {
  return element(0x03, Buffer.concat([hex('00'), bits]));
}

function utcTime(milliseconds: number): Buffer {
  return element(0x17, Buffer.from(`${new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
}

function distinguishedName(commonName: string): Buffer {
  return sequence(element(0x31, sequence(hex('0603550403'), element(0x0c, Buffer.from(commonName)))));
}

function hostName(host: string): Buffer {
  return isIPv4(host) ? element(0x87, Buffer.from(host.split('.').map(Number))) : element(0x82, Buffer.from(host));
}

function extension(objectId: string, value: Buffer, critical = false): Buffer {
  return sequence(element(0x06, hex(objectId)), ...(critical ? [hex('0101ff')] : []), element(0x04, value));
}
