import { errorName, type ErrorName } from '../errors.ts';
import type { Plain } from '../message.ts';
import type { EventError } from '../messages/event-error.ts';
import type { KvMap } from '../wire/values.ts';
import { ClientError } from './client-error.ts';

/** Errors after which the same request may succeed: they are about the load or the state of the server, not the request. */
const passing: ReadonlySet<ErrorName> = new Set([
  'ServerStopping',
  'DatabaseUnavailable',
  'RequestQueueFull',
  'RequestTimeout',
  'RegistrationTimeout',
  'ClientLimit',
  'TooManyInteractions',
  'SubmissionRateExceeded',
  'ThirdPartyUnavailable',
  'ThirdPartyTimeout',
] satisfies ErrorName[]);

/** The server refused the request: an EventError. It changed nothing. */
export class RequestError extends ClientError {
  override readonly name = 'RequestError';
  readonly retryable: boolean;
  readonly applied = 'no';
  /** ErrorCode, as in the table of errors. */
  readonly code: number;
  /** Symbolic name of the code; `Unknown` for one that this release does not have. */
  readonly errorName: ErrorName | 'Unknown';
  /** ErrorDescription. */
  readonly description: string;
  /** Path of the attribute that is wrong, where one is: `Workbin.WorkbinTypeId`. */
  readonly attribute: string | undefined;
  /** Extension of the event, such as `InRouting` for routers. */
  readonly extension: KvMap;

  /** @param request name of the request that was refused; undefined for an error about the connection. */
  constructor(
    request: string | undefined,
    { ErrorCode, ErrorDescription, Attribute, Extension }: Plain<typeof EventError>,
  ) {
    const name = errorName(ErrorCode) ?? 'Unknown';
    super(`${request ?? 'connection'}: ${ErrorDescription} (${name}, ${ErrorCode})`);
    this.code = ErrorCode;
    this.errorName = name;
    this.description = ErrorDescription;
    this.attribute = Attribute;
    this.extension = Extension ?? {};
    this.retryable = name !== 'Unknown' && passing.has(name);
  }
}
