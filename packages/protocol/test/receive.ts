import {
  decodeBody,
  errorText,
  Fault,
  FrameSplitter,
  headerFault,
  messageByCode,
  type MessageDefinition,
} from '../src/index.ts';

/** What a server makes of bytes, up to the point where the engine would see them. */
export type Received =
  | {
      readonly message: MessageDefinition;
      readonly referenceId: number;
      readonly proxyClientId: number;
      readonly attributes: object;
    }
  | { readonly error: string; readonly attribute: string; readonly text: string; readonly referenceId: number };

export const MAX_FRAME_SIZE = 1 << 20;

/** Cuts chunks into frames and decodes each. `from` tells whose messages are known: those that clients send, or all. */
export function receive(
  chunks: readonly Buffer[],
  from: 'clients' | 'anyone' = 'anyone',
  mode: 'packed' | 'plain' = 'packed',
): Received[] {
  const received: Received[] = [];
  const splitter = new FrameSplitter(MAX_FRAME_SIZE, {
    frame(code, flags, version, referenceId, proxyClientId, buffer, bodyStart, bodyEnd) {
      const message = messageByCode(code);
      const error =
        headerFault(version, flags) ??
        (message === undefined || (from === 'clients' && message.from.length === 0) ? 'UnknownMessage' : undefined);
      if (error !== undefined || message === undefined) {
        received.push({ error: error ?? '', attribute: '', text: '', referenceId });
        return;
      }
      const attributes =
        mode === 'packed'
          ? decodeBody(message, buffer, bodyStart, bodyEnd, 'packed')
          : decodeBody(message, buffer, bodyStart, bodyEnd, 'plain');
      if (attributes instanceof Fault) {
        received.push({ error: attributes.error, attribute: attributes.attribute, text: attributes.text, referenceId });
      } else received.push({ message, referenceId, proxyClientId, attributes });
    },
    fault(error, detail, referenceId) {
      received.push({ error, attribute: '', text: errorText(error, detail), referenceId });
    },
  });
  for (const chunk of chunks) splitter.push(chunk);
  return received;
}
