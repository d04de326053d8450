import {
  Fault,
  isClientType,
  packedGet,
  RequestRegisterClient,
  type Attributes,
  type ClientType,
  type Packed,
} from '@ixn/protocol';
import type { Authentication } from './authentication.ts';
import type { Connection } from './connection.ts';
import type { LogicalClient } from './logical-client.ts';
import type { Parts } from './parts.ts';
import { refusal, refusalOf, type Refusal } from './refusals.ts';

export type Registering = Attributes<typeof RequestRegisterClient>;

/**
 * Who may come in. What is checked, in this order: client type, tenant, credentials, limits. A connection whose registration is refused
 * is closed; a proxy may go on when that of one of its logical clients is.
 */
export class Registration {
  readonly #parts: Parts;
  readonly #authentication: Authentication;
  readonly #tenants: ReadonlySet<string>;

  /** @param tenants what TenantId may be: the id and the short id of the server's tenant. */
  constructor(parts: Parts, authentication: Authentication, tenants: readonly string[]) {
    this.#parts = parts;
    this.#authentication = authentication;
    this.#tenants = new Set(tenants);
  }

  /** The registration of the connection's own client. */
  first(connection: Connection, referenceId: number, attributes: Registering | Fault): void {
    const type = attributes instanceof Fault ? 'Unknown' : attributes.ClientType;
    this.#parts.counters.of(isClientType(type) ? type : 'Unknown')[RequestRegisterClient.code]?.inc();
    const refused =
      attributes instanceof Fault
        ? refusalOf(attributes)
        : (this.#check(attributes) ?? this.#authentication.ofConnection(attributes, connection.certificateName));
    if (refused !== undefined) {
      this.#log(connection, attributes, refused);
      connection.refuse(refused, referenceId, 0);
      connection.end();
    } else this.#register(connection, 0, referenceId, attributes as Registering);
  }

  /** A registration on a connection that has its own: of a logical client, where it is a proxy. */
  another(connection: Connection, by: LogicalClient, referenceId: number, attributes: Registering): void {
    const refused = this.#checkAnother(connection, by, attributes);
    if (refused !== undefined) {
      this.#log(connection, attributes, refused);
      connection.asked(by);
      this.#parts.inbox.refuse(by.id, referenceId, { ...refused });
    } else this.#register(connection, connection.clients.nextProxyClientId(), referenceId, attributes);
  }

  #checkAnother(connection: Connection, by: LogicalClient, attributes: Registering): Refusal | undefined {
    if (by.type !== 'Proxy') {
      return refusal('AlreadyRegistered', `as ${by.type} ${by.name}`);
    }
    if (attributes.ClientType === 'Proxy') {
      return refusal('AttributeValue', 'ClientType: a Proxy cannot be behind a Proxy', 'ClientType');
    }
    const limit = this.#parts.limits.maxClientsPerProxy;
    if (connection.clients.logicalCount >= limit) {
      return refusal('LimitExceeded', `${limit} logical clients on one connection`);
    }
    return this.#check(attributes) ?? this.#authentication.ofLogical(attributes);
  }

  #check(attributes: Registering): Refusal | undefined {
    const { ClientType: type, TenantId: tenant } = attributes;
    if (!isClientType(type)) return refusal('UnknownClientType', `ClientType: ${type}`, 'ClientType');
    if (tenant !== undefined && !this.#tenants.has(tenant)) {
      return refusal('UnknownTenant', `TenantId: ${tenant}`, 'TenantId');
    }
    const limit = this.#parts.limits.maxClients;
    return this.#parts.clients.size < limit ? undefined : refusal('ClientLimit', `max-current-clients is ${limit}`);
  }

  #register(connection: Connection, proxyClientId: number, referenceId: number, attributes: Registering): void {
    const { clients, counters, times, inbox } = this.#parts;
    const type = attributes.ClientType as ClientType;
    const name = attributes.ClientName;
    const client: LogicalClient = {
      id: clients.nextId(),
      connection,
      proxyClientId,
      name,
      type,
      counters: counters.of(type),
      unanswered: 0,
      state: 'registering',
    };
    connection.registering(client);
    connection.asked(client);
    times.opened(client.id, referenceId, counters.duration(RequestRegisterClient), connection.heardAt);
    const propertyChanges = type === 'Media server' && wantsPropertyChanges(attributes.Extension);
    inbox.register({ id: client.id, name, type, propertyChanges }, referenceId);
  }

  #log(connection: Connection, attributes: Registering | Fault, refused: Refusal): void {
    const who = attributes instanceof Fault ? {} : { name: attributes.ClientName, type: attributes.ClientType };
    this.#parts.log.info(
      { ...who, remote: connection.remote, reason: refused.ErrorDescription },
      'registration refused',
    );
  }
}

function wantsPropertyChanges(extension: Packed | undefined): boolean {
  if (extension === undefined) return false;
  const value = packedGet(extension, 'event_properties_changed');
  return (typeof value === 'number' || typeof value === 'bigint') && Number(value) !== 0;
}
