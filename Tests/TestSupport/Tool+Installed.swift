import FoundationEssentials

extension Tool {
  /// Whether PATH has a program; where it has not, its tests are skipped, which is said.
  package static func isInstalled(_ name: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    if folders.contains(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }) { return true }
    print("skipped: no \(name) in PATH")
    return false
  }
}
