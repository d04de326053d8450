import type { RequestDefinition } from '@ixn/protocol';
import type { Client } from '../state/client.ts';
import type { CompletedInteraction } from '../state/interaction.ts';
import type { TenantConfiguration } from './configuration/tenant-configuration.ts';

/** What the database says about an interaction that is not live. Undefined where nobody asked, null where there is none. */
export interface Facts {
  readonly completed?: CompletedInteraction | null;
}

/** A valid message of a registered client. Attributes are as the server decodes them (kv values packed). */
export interface RequestCommand {
  readonly kind: 'request';
  readonly client: number;
  readonly referenceId: number;
  readonly message: RequestDefinition;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly facts: Facts;
}

/** A client has registered; the gateway has checked who it is. Answered with EventAck or EventError like any request. */
export interface RegisterCommand {
  readonly kind: 'register';
  readonly client: Client;
  readonly referenceId: number;
}

/** A client unregistered, its connection closed or was lost. */
export interface DisconnectCommand {
  readonly kind: 'disconnect';
  readonly client: number;
}

/** The clock has reached {@link nextDue}. */
export interface DueCommand {
  readonly kind: 'due';
}

/** The server listens: restore times of what was recovered begin. */
export interface ListeningCommand {
  readonly kind: 'listening';
}

/** The server stops in good order: nothing more is asked after this. */
export interface StoppingCommand {
  readonly kind: 'stopping';
}

export interface ConfigureCommand {
  readonly kind: 'configure';
  readonly configuration: TenantConfiguration;
}

export type Command =
  | RequestCommand
  | RegisterCommand
  | DisconnectCommand
  | DueCommand
  | ListeningCommand
  | StoppingCommand
  | ConfigureCommand;
