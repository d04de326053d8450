import { type ThirdPartyServerOptions, thirdPartyServerOptions } from '../options/object-options.ts';
import { port } from '../values/numbers.ts';
import { host } from '../values/texts.ts';
import { objectName } from './names.ts';
import { closed, optional, optionsOf, required } from './zod-values.ts';

/** A third-party server. With host and port the server connects to it, else it connects to the server. */
export const thirdPartyServerSchema = closed({
  name: required(objectName),
  host: optional(host()),
  port: optional(port()),
  options: optionsOf(thirdPartyServerOptions),
}).refine((server) => (server.host === undefined) === (server.port === undefined), {
  message: 'has one of "host" and "port"; expected both or neither',
});

/** A third-party server as configured. */
export interface ThirdPartyServerConfig {
  readonly name: string;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly options: ThirdPartyServerOptions;
}
