/**
 * The closed table of errors. A number, once released, keeps its meaning for ever. 34 and 43 are those of the original;
 * the rest are ours, by family: 1000 the server, 1100 frames and attributes, 1200 registration and sessions, 1300 names of
 * the configuration, 1400 agents, 1500 interactions, 1600 find, snapshots and workbins, 1700 third parties.
 */
export interface ErrorRow {
  readonly number: number;
  /** Start of ErrorDescription; what exactly is wrong follows after a colon. */
  readonly text: string;
  /** When it is sent, and what the client can do. For the reference. */
  readonly when: string;
  /** The server closes the connection (of a logical client: ends it) after sending it. */
  readonly closes?: true;
}

export const ERRORS = {
  AgentNotLoggedIn: {
    number: 34,
    text: 'the agent is not logged in',
    when: 'A request names an agent who is not logged in, or an agent application asks before RequestAgentLogin.',
  },
  UnknownInteraction: {
    number: 43,
    text: 'unknown interaction identifier',
    when: 'No live interaction has this InteractionId.',
  },

  InternalError: {
    number: 1000,
    text: 'internal error',
    when: 'A fault of the server itself. The request changed nothing.',
  },
  NotSupportedYet: {
    number: 1001,
    text: 'not supported yet',
    when: 'The message is part of the protocol, but this server does not serve it.',
  },
  ServerStopping: {
    number: 1002,
    text: 'the server is stopping',
    when: 'The server drains before it ends. Connect again later.',
    closes: true,
  },
  DatabaseUnavailable: {
    number: 1003,
    text: 'the database is unavailable',
    when: 'The request waited for the database longer than it may, and was not applied. Ask again.',
  },
  RequestQueueFull: {
    number: 1004,
    text: 'too many requests are waiting',
    when: 'The queue of requests has reached max-current-request-queue-size. Ask again later.',
  },
  RequestTimeout: {
    number: 1005,
    text: 'the request waited too long',
    when: 'The request waited longer than max-current-request-queue-wait, and was not applied. Ask again.',
  },
  LimitExceeded: {
    number: 1006,
    text: 'a limit is exceeded',
    when: 'A configured limit that has no error of its own. The description names it.',
  },
  AnswerTooLarge: {
    number: 1007,
    text: 'the answer does not fit into a frame',
    when: 'One entry of the answer alone is longer than max-frame-size.',
  },

  MalformedFrame: {
    number: 1100,
    text: 'malformed frame',
    when: 'The length field is below 12, so that the frame has no whole header.',
    closes: true,
  },
  FrameTooLarge: {
    number: 1101,
    text: 'the frame is too large',
    when: 'The frame is longer than max-frame-size.',
    closes: true,
  },
  UnsupportedVersion: {
    number: 1102,
    text: 'unsupported protocol version',
    when: 'The version byte is not 1.',
    closes: true,
  },
  UnknownFlags: {
    number: 1103,
    text: 'unknown flags',
    when: 'The flags byte is not 0.',
    closes: true,
  },
  UnknownMessage: {
    number: 1104,
    text: 'unknown message',
    when: 'The message code is not in the catalogue, or is of a message that only servers send.',
  },
  MalformedBody: {
    number: 1105,
    text: 'malformed body',
    when: 'The body is not one well-formed MessagePack map within the subset: bytes missing or left over, keys that are not unique strings, bad UTF-8, an extension type other than timestamp, nested deeper than 16.',
  },
  AttributeMissing: {
    number: 1110,
    text: 'a mandatory attribute is missing',
    when: 'A mandatory attribute is not there or is nil.',
  },
  AttributeType: {
    number: 1111,
    text: 'wrong type of an attribute',
    when: 'The value has another MessagePack type than the attribute.',
  },
  AttributeValue: {
    number: 1112,
    text: 'wrong value of an attribute',
    when: 'The type is right, the value is not: out of range, too long, not one of the words allowed, NUL in a text.',
  },

  NotRegistered: {
    number: 1200,
    text: 'the client is not registered',
    when: 'A request other than RequestRegisterClient and RequestPing came before registration.',
  },
  AlreadyRegistered: {
    number: 1201,
    text: 'the client is registered already',
    when: 'A second RequestRegisterClient on a connection that is not of a Proxy.',
  },
  RegistrationFailed: {
    number: 1202,
    text: 'registration refused',
    when: 'The token is wrong for the client type, or the name is not that of the certificate.',
    closes: true,
  },
  RegistrationTimeout: {
    number: 1203,
    text: 'the client did not register in time',
    when: 'No registration within registration-timeout.',
    closes: true,
  },
  UnknownClientType: {
    number: 1204,
    text: 'unknown client type',
    when: 'ClientType is none of the eight.',
    closes: true,
  },
  RequestNotAllowed: {
    number: 1205,
    text: 'clients of this type may not make this request',
    when: 'See the "may send" of each message.',
  },
  UnknownProxyClient: {
    number: 1206,
    text: 'unknown ProxyClientId',
    when: 'A frame carries a ProxyClientId that was not given out on its connection, or has ended.',
  },
  ClientLimit: {
    number: 1207,
    text: 'too many clients',
    when: 'max-current-clients is reached.',
    closes: true,
  },
  SessionTakenOver: {
    number: 1208,
    text: 'the session was taken over',
    when: 'A client of the same identity registered, or the agent logged in elsewhere. Do not reconnect.',
    closes: true,
  },

  UnknownTenant: { number: 1300, text: 'unknown tenant', when: 'TenantId is not the tenant of this server.' },
  UnknownQueue: { number: 1301, text: 'unknown queue', when: 'No queue of this name is configured.' },
  UnknownView: { number: 1302, text: 'unknown view', when: 'No view of this name is configured.' },
  UnknownWorkbin: {
    number: 1303,
    text: 'unknown workbin',
    when: 'No workbin type of this name is configured, or the owner does not fit the type or does not exist.',
  },
  UnknownMediaType: { number: 1304, text: 'unknown media type', when: 'No media type of this name is configured.' },
  UnknownInteractionType: {
    number: 1305,
    text: 'unknown interaction type',
    when: 'No interaction type of this name is configured.',
  },
  UnknownInteractionSubtype: {
    number: 1306,
    text: 'unknown interaction subtype',
    when: 'No interaction subtype of this name is configured.',
  },
  UnknownStrategy: { number: 1307, text: 'unknown strategy', when: 'No strategy of this name is configured.' },
  UnknownSubmitter: {
    number: 1308,
    text: 'unknown submitter',
    when: 'No enabled submitter of this name is configured, or it does not bind the view to the strategy.',
  },
  UnknownAgent: { number: 1309, text: 'unknown agent', when: 'No enabled agent of this AgentId is configured.' },
  UnknownPlace: { number: 1310, text: 'unknown place', when: 'No place of this PlaceId is configured.' },
  UnknownThirdPartyServer: {
    number: 1311,
    text: 'unknown third party server',
    when: 'No third party server of this name is configured.',
  },
  UnknownTopic: { number: 1312, text: 'unknown topic', when: 'TopicList names a topic that does not exist.' },

  AgentNotReady: {
    number: 1400,
    text: 'the agent is not ready',
    when: 'The agent is not ready for the media, or does not want to be disturbed.',
  },
  AgentOverCapacity: {
    number: 1401,
    text: "the agent's capacity is used up",
    when: 'One more interaction of the media is beyond the capacity rule.',
  },
  AgentReserved: {
    number: 1402,
    text: 'the agent is reserved',
    when: 'Another router holds a reservation of the agent, or won it.',
  },
  AgentAlreadyLoggedIn: {
    number: 1403,
    text: 'the agent is logged in already',
    when: 'RequestAgentLogin of an agent whose session may not be taken over, or a second one of a client.',
  },
  PlaceOccupied: { number: 1404, text: 'the place is occupied', when: 'Another agent is logged in at the place.' },
  MediaNotLoggedIn: {
    number: 1405,
    text: 'the agent is not logged in for this media',
    when: 'The media is not among those of the agent.',
  },
  MediaAlreadyLoggedIn: {
    number: 1406,
    text: 'the agent is logged in for this media already',
    when: 'RequestAddMedia of a media that the agent has.',
  },
  UnknownReservation: {
    number: 1407,
    text: 'unknown reservation',
    when: 'The reservation does not exist, has expired, or is of another router.',
  },

  InteractionIdInUse: {
    number: 1500,
    text: 'the interaction identifier is in use',
    when: 'RequestSubmit with an InteractionId that another client has submitted.',
  },
  NotInRouting: {
    number: 1501,
    text: 'the interaction is not with this router',
    when: 'It was placed, stopped or taken back meanwhile, or is with another router.',
  },
  NotAParty: {
    number: 1502,
    text: 'the client is no party of the interaction',
    when: 'The agent does not handle the interaction, or the media server did not submit it.',
  },
  WrongState: {
    number: 1503,
    text: 'the state of the interaction does not allow it',
    when: 'For example a hold of what is held, or a stop of what is in a workbin of another.',
  },
  InvitationOpen: {
    number: 1504,
    text: 'an invitation is open',
    when: 'The interaction is being offered to an agent; wait for the outcome.',
  },
  UnknownTicket: {
    number: 1505,
    text: 'unknown ticket',
    when: 'The invitation does not exist, is not for this agent, or has ended.',
  },
  InvitationRejected: { number: 1506, text: 'the agent rejected it', when: 'Answer to the request that invited.' },
  InvitationExpired: {
    number: 1507,
    text: 'the agent did not answer in time',
    when: 'Answer to the request that invited, after delivering-timeout.',
  },
  InvitationRevoked: {
    number: 1508,
    text: 'the invitation was revoked',
    when: 'Answer to the request that invited: the interaction was stopped or taken away, or the agent has gone.',
  },
  RequestKeyConflict: {
    number: 1509,
    text: 'the RequestKey belongs to another request',
    when: 'Extension.RequestKey was used for another kind of request about the interaction.',
  },
  ReadOnlyProperty: {
    number: 1510,
    text: 'the property cannot be changed',
    when: 'A property change names a system property other than ExternalId, ParentId and IsOnline.',
  },
  UserDataTooLarge: {
    number: 1511,
    text: 'the user data is too large',
    when: "The interaction's user data is, or would become, larger than max-userdata-size.",
  },
  TooManyInteractions: {
    number: 1512,
    text: 'too many interactions',
    when: 'More than the submitter, strategy or router may have in routing, or than the server may hold.',
  },
  SubmissionRateExceeded: {
    number: 1513,
    text: 'the submission rate is exceeded',
    when: 'More a second than max-submission-rate. Ask again later.',
  },
  InteractionLocked: {
    number: 1514,
    text: 'the interaction is locked',
    when: 'A snapshot has locked the interaction.',
  },

  ConditionInvalid: {
    number: 1600,
    text: 'invalid condition',
    when: 'Condition cannot be parsed or names what is not declared. The description says where.',
  },
  OrderInvalid: {
    number: 1601,
    text: 'invalid order',
    when: 'Order cannot be parsed or names what is not declared. The description says where.',
  },
  CursorInvalid: {
    number: 1602,
    text: 'invalid cursor',
    when: 'StartAfter is not a Next of an answer to the same question.',
  },
  SnapshotUnknown: {
    number: 1603,
    text: 'unknown snapshot',
    when: 'The snapshot does not exist, was released or has timed out.',
  },
  TooManySnapshots: { number: 1604, text: 'too many snapshots', when: 'max-number-of-snapshots is reached.' },
  WorkbinFull: { number: 1605, text: 'the workbin is full', when: 'max-workbin-interactions is reached.' },
  WorkbinNotAllowed: {
    number: 1606,
    text: 'the workbin is not open to this client',
    when: 'The agent is neither the owner of the workbin nor a member of the group that owns it.',
  },

  ThirdPartyUnavailable: {
    number: 1700,
    text: 'the third party server is unavailable',
    when: 'It is not connected, or its queue is full.',
  },
  ThirdPartyTimeout: {
    number: 1701,
    text: 'the third party server did not answer in time',
    when: 'No answer within third-party-server-timeout.',
  },
  EventContentInvalid: {
    number: 1702,
    text: 'invalid event content',
    when: 'RequestDistributeEvent whose EventContent lacks what its EventName needs, or has it in another type.',
  },
} as const satisfies Record<string, ErrorRow>;
