export { openUserDataStream } from "./open-user-data-stream.ts";
export type {
  ApiKeyCredentials,
  BufferLimits,
  CommonStreamOptions,
  KeySourceCredentials,
  ListenerOf,
  OpenCredentials,
  StreamAccess,
  StreamProduct,
  UserDataStreamOptions,
} from "./options.ts";
export type {
  StreamEvents,
  StreamState,
  StreamStats,
  UserDataStream,
} from "./stream/user-data-stream.ts";
export type {
  FeedAttemptFailed,
  FeedReplaced,
  FormsDiffer,
  RedundancyLost,
  StreamClosed,
  StreamFailed,
  StreamInterrupted,
  StreamLifecycle,
  StreamLive,
  StreamRotated,
} from "./stream/lifecycle.ts";
export type { Gap, GapCause, StreamItem } from "./gap.ts";
export type { FeedProof, RetiringReason } from "./feeds/feed.ts";
export type { RejectedFrame } from "./wire/wire.ts";
