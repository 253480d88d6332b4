import FoundationEssentials

/// The real Packer, 1.6.6.
enum Packer {
  static let path = "/usr/bin/packer"

  static var isHere: Bool {
    let isHere = FileManager.default.isExecutableFile(atPath: path)
    if !isHere { print("skipped: no \(path); `make tools` installs it") }
    return isHere
  }

  /// What the build's script sets. A secret is hidden wherever it occurs in Packer's output: one letter would hide all
  /// of these.
  static let environment = [
    "client_id": "id-4f1c", "client_secret": "secret-4f1c", "tenant_id": "tenant-4f1c",
    "subscription_id": "subscription-4f1c", "trusted_subscription_id": "trusted-4f1c",
    "TASK_ID": "fN1SbArXTPSVFNUvaOlinQ", "IMAGE_COMMIT_SHA": "0123abcd",
    "IMAGE_COMMIT_TIME": "2026-11-20T08:15:00.000Z",
    // It does not ask for news of itself.
    "CHECKPOINT_DISABLE": "1",
  ]
}
