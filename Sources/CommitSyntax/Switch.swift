/// What a line of one word asks for. The raw value is the word as it is written.
package enum Switch: String, Sendable, Hashable, CaseIterable {
  /// No task at all.
  case noCI = "no-ci"
  case noTaskclusterCI = "no-taskcluster-ci"
  /// Nothing to do here: it spoke to another service.
  case noTravisCI = "no-travis-ci"
  /// No image is built; what is there is tagged and verified.
  case poolDeploy = "pool-deploy"
  /// Build even what is up to date.
  case overwriteMachineImage = "overwrite-machine-image"
  /// Packer leaves its resources behind for debugging.
  case disableCleanup = "disable-cleanup"
  /// No verify tasks.
  case noVerify = "no-verify"
  case overwriteDiskImage = "overwrite-disk-image"
  case enableSnapshotCopy = "enable-snapshot-copy"
  case purgeTaskclusterResources = "purge-taskcluster-resources"

  /// Those that a kind may ask for and that nothing else here looks at.
  package static let onlyForKinds: Set<Switch> = [.overwriteDiskImage, .enableSnapshotCopy, .purgeTaskclusterResources]

  /// Whether the switch leaves no task at all.
  package var stopsEverything: Bool { self == .noCI || self == .noTaskclusterCI }

  /// Whether the words are what somebody would write of a change to the builds, and nothing more is built if they are taken for
  /// that: `enable snapshot copy`.
  var isPlainSpeech: Bool { self == .disableCleanup || Self.onlyForKinds.contains(self) }
}
