import type { UpstreamSettings } from './upstream-request'

/**
 * What the sources depend on. `sampleFolder` lies in the state directory; `dataFolder` is `null` when
 * no folder is offered; `hubUrl` has no slash at its end; `hubToken` is sent to that hub alone.
 */
export interface SourceSettings {
  readonly sampleFolder: string
  readonly dataFolder: string | null
  readonly hubUrl: string
  readonly hubToken: string | null
  readonly upstream: UpstreamSettings
}
