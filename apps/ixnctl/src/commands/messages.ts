import { messageByName, MESSAGES, type MessageDefinition } from '@ixn/protocol';
import { docstring } from '@ixn/protocol/docs';
import { atMost, type Command } from '../command.ts';
import { UsageError } from '../usage-error.ts';

/** Says what the protocol has. Needs no server. */
export const messages: Command = {
  name: 'messages',
  usage: '[NAME]',
  summary: 'print what each message takes, or all about one',
  options: {},

  async run(typed, io) {
    atMost(typed, 1);
    const [name] = typed.positionals;
    if (name !== undefined) return io.print(JSON.stringify(describe(messageNamed(name)), undefined, 2));
    for (const message of MESSAGES) await io.print(JSON.stringify(summarize(message)));
  },
};

function messageNamed(name: string): MessageDefinition {
  const message = messageByName(name) ?? messageByName(`Request${name}`) ?? messageByName(`Event${name}`);
  if (message === undefined) throw new UsageError(`there is no message '${name}'; 'ixnctl messages' lists all`);
  return message;
}

/** Name and attributes, the mandatory ones with a star. */
function summarize(message: MessageDefinition): object {
  const takes = message.schema.fields.map(({ name, presence }) => (presence === 'required' ? `${name}*` : name));
  return { Name: message.name, Code: codeOf(message), Takes: takes };
}

function describe(message: MessageDefinition): object {
  const attributes = message.schema.fields.map(({ name, kind, presence, about }) => [
    name,
    { Type: kind.label, Presence: presence, About: about },
  ]);
  return {
    Name: message.name,
    Code: codeOf(message),
    About: docstring(message),
    Attributes: Object.fromEntries(attributes) as unknown,
    From: message.from,
    ...(message.kind === 'event'
      ? { To: message.to }
      : { AnsweredBy: message.answeredBy.map(({ name }) => name), OneOf: message.oneOf }),
  };
}

function codeOf({ code }: MessageDefinition): string {
  return `0x${code.toString(16).padStart(4, '0')}`;
}
