/// generic-worker's own payloads. Source: its schemas multiuser_windows.json, multiuser_posix.json, insecure_posix.json.
extension Shape {
  static let windowsPayload = Shape.record(
    Record(
      nativeFields + [
        .required("command", .list(of: .text, count: 1...Int.max)),
        .optional(
          "features",
          .flags(nativeFeatures + ["chainOfTrust", "hideCmdWindow", "runAsAdministrator", "runTaskAsCurrentUser"])),
        .optional("rdpInfo", .text),
      ]))

  static let posixPayload = posix(
    features: ["chainOfTrust", "loopbackAudio", "loopbackVideo", "runTaskAsCurrentUser"])
  static let insecurePOSIXPayload = posix(features: ["loopbackAudio", "loopbackVideo"])

  /// A worker that takes two kinds of payload: only docker-worker's has an image.
  private static func posix(features: [String]) -> Shape {
    let line = Shape.list(of: .text, count: 1...Int.max)
    let native = Record(
      nativeFields + [
        .required("command", .list(of: line, count: 1...Int.max)),
        .optional("features", .flags(nativeFeatures + features)),
      ])
    return .kinds(KeyedKinds([("image", .dockerPayload)], otherwise: native))
  }

  /// What generic-worker takes on every system.
  private static let nativeFields: [Field] = [
    .required("maxRunTime", .integer(atLeast: 1)),
    .optional("artifacts", .list(of: nativeArtifact, unique: true)),
    .optional("env", .map(of: .text)),
    .optional("logs", .record(Record([.optional("backing", .text), .optional("live", .text)]))),
    .optional("mounts", .list(of: mount)),
    .optional(
      "onExitStatus",
      .record(
        Record([
          .optional("purgeCaches", .list(of: .integer(atLeast: 0), unique: true)),
          .optional("retry", .list(of: .integer(atLeast: 1), unique: true)),
        ]))),
    .optional("osGroups", .list(of: .text, unique: true)),
    .optional("supersederUrl", .text),
    .optional("taskclusterProxyInterface", .oneOf(["localhost", "docker-bridge"])),
  ]

  private static let nativeFeatures = ["backingLog", "interactive", "liveLog", "resourceMonitor", "taskclusterProxy"]

  private static let nativeArtifact = Shape.record(
    Record([
      .required("type", .oneOf(["file", "directory"])),
      .required("path", .text),
      .optional("name", .text),
      .optional("expires", .text(.dateTime)),
      .optional("contentType", .text),
      .optional("contentEncoding", .oneOf(["identity", "gzip"])),
      .optional("optional", .boolean),
    ]))

  /// A file, a cache, or a directory that is only read.
  private static let mount = Shape.kinds(
    KeyedKinds([
      (
        "file",
        Record([
          .required("file", .text),
          .required("content", content),
          .optional("format", .oneOf(["br", "bz2", "gz", "lz", "lz4", "mz", "sz", "xz", "zst", "zz"])),
        ])
      ),
      (
        "cacheName",
        Record(
          [
            .required("cacheName", .text),
            .required("directory", .text),
            .optional("content", content),
            .optional("format", .oneOf(archives)),
          ], together: [("content", needs: "format"), ("format", needs: "content")])
      ),
      (
        "directory",
        Record([
          .required("directory", .text),
          .required("content", content),
          .required("format", .oneOf(archives)),
        ])
      ),
    ]))

  private static let archives = [
    "7z", "rar", "tar", "tar.br", "tar.bz2", "tar.gz", "tar.lz", "tar.lz4", "tar.mz", "tar.sz", "tar.xz", "tar.zst",
    "tar.zz", "zip",
  ]

  /// Where the bytes of a mount come from.
  private static let content = Shape.kinds(
    KeyedKinds([
      (
        "taskId",
        Record([
          .required("taskId", .text(.taskID)), .required("artifact", .text(length: 0...1024)),
          .optional("sha256", .text(.sha256)),
        ])
      ),
      (
        "namespace",
        Record([.required("namespace", .text(length: 0...255)), .required("artifact", .text(length: 0...1024))])
      ),
      ("url", Record([.required("url", .text(.uri)), .optional("sha256", .text(.sha256))])),
      ("raw", Record([.required("raw", .text(length: 0...65_536))])),
      ("base64", Record([.required("base64", .text(length: 0...65_536, .base64))])),
    ]))

  /// An object of switches.
  static func flags(_ names: [String]) -> Shape { .record(Record(names.map { .optional($0, .boolean) })) }
}
