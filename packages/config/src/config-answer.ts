import { shown } from './fault.ts';

/** What the configuration service said to one request. */
export type ConfigAnswer =
  | { readonly kind: 'document'; readonly version: string; readonly objects: unknown }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly reason: string };

/** The largest answer that is read: 64 MiB. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Asks once. Never throws: whatever goes wrong is an answer of kind `failed`, aborting included. */
export async function askConfiguration(url: URL, request: typeof fetch, signal: AbortSignal): Promise<ConfigAnswer> {
  try {
    const response = await request(url, { headers: { accept: 'application/json' }, redirect: 'error', signal });
    if (response.status === 304) return { kind: 'unchanged' };
    if (response.status !== 200) {
      await response.body?.cancel();
      return failed(`${url.origin} answers ${response.status} to ${url.pathname}`);
    }
    return readBody(await boundedText(response));
  } catch (error) {
    if (signal.aborted) return failed(`${url.origin} does not answer in time`);
    return failed(`${url.origin} cannot be reached (${causeOf(error)})`);
  }
}

function readBody(text: string | undefined): ConfigAnswer {
  if (text === undefined) return failed(`the answer is longer than ${MAX_BYTES} bytes`);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return failed('the answer is not JSON');
  }
  if (typeof body !== 'object' || body === null || !('version' in body) || !('objects' in body)) {
    return failed('the answer has no version and objects');
  }
  const { version, objects } = body;
  if ((typeof version !== 'string' && typeof version !== 'number') || version === '') {
    return failed(`the version is ${shown(version)}; expected a text or a number`);
  }
  return { kind: 'document', version: String(version), objects };
}

/** The text of an answer; undefined when it is too long. */
async function boundedText(response: Response): Promise<string | undefined> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : 'unknown';
}

function failed(reason: string): ConfigAnswer {
  return { kind: 'failed', reason };
}
