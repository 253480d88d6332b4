package import Diagnostics
package import Document
package import JSONE
package import TaskDefinitions

/// `taskcluster/config.yml`, read and checked.
package struct Settings: Sendable {
  package static let path = "taskcluster/config.yml"

  package struct Environment: Sendable, Equatable {
    package let name: String
    /// Without `/` at the end.
    package let rootURL: String
  }

  package let file: SourceFile
  /// Sorted by name.
  package let environments: [Environment]
  package let platforms: [String]
  /// The first half of a worker pool's name, longest first.
  package let provisioners: [String]
  /// Below this, without `index.` in front, lie all routes of the images.
  package let indexPrefix: String?
  /// The name of the secret that Packer's credentials are in.
  package let secret: String?
  /// Lies under the task of every kind.
  package let defaultsTemplate: Template?
  /// `provisioner/workerType` → the implementation whose payload rules hold there.
  package let workers: [String: WorkerImplementation]
  /// Free values, for the templates.
  package let vars: JSON
  /// In this order.
  package let kinds: [String]
  /// Where each of them is named.
  let kindPlaces: [String: Place]
}

extension Settings {
  package init(in tree: any FileTree) throws(Failure) {
    guard let file = try tree.source(Self.path) else {
      throw Failure(
        .configuration,
        [
          Diagnostic(
            id: "missing-file", "a project has a file `\(Self.path)`",
            help: "run it in a folder that holds `config/` and `taskcluster/`, or name that folder with --root")
        ])
    }
    try self.init(file)
  }

  package init(_ file: SourceFile) throws(Failure) {
    self.file = file
    var fields = Fields(try Node(yaml: file), in: file)

    var environments: [Environment] = []
    for member in fields.members("environments") {
      guard Self.isName(member.key) else {
        fields.problem(
          "environment-name", "an environment's name is made of letters, digits, `-`, `_` and `.`", at: member.value)
        continue
      }
      guard let url = fields.text(of: member.value, member.key) else { continue }
      guard let root = Self.rootURL(url) else {
        fields.problem("root-url", "a root URL is `https://` and a host", at: member.value)
        continue
      }
      environments.append(Environment(name: member.key, rootURL: root))
    }
    self.environments = environments.sorted { $0.name.precedesInBytes($1.name) }
    if environments.isEmpty, fields.problems.isEmpty {
      fields.problem("no-environment", "`environments` names at least one environment", at: fields.node)
    }

    let platforms = fields.texts("platforms")
    self.platforms = platforms.map(\.text)
    if platforms.isEmpty, fields.problems.isEmpty {
      fields.problem("no-platform", "`platforms` names at least one platform", at: fields.node)
    }
    for (text, node) in platforms where !Self.isName(text) {
      fields.problem("platform-name", "a platform's name is made of letters, digits, `-`, `_` and `.`", at: node)
    }
    provisioners = fields.texts("provisioners").map(\.text).sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    indexPrefix = fields.checked(
      "index-prefix", Self.isName, or: "words of letters, digits, `_` and `-`, joined by single dots")
    secret = fields.checked("secret", Self.isSecretName, or: "made of letters, digits and `._:/-`")
    defaultsTemplate = fields.optional("task-defaults").map { Template($0, in: file) }
    fields.add(defaultsTemplate?.problems ?? [])
    vars = fields.optional("vars")?.json ?? .object([:])

    var workers: [String: WorkerImplementation] = [:]
    for member in fields.members("workers") {
      guard let text = fields.text(of: member.value, member.key) else { continue }
      guard let implementation = WorkerImplementation(rawValue: text) else {
        let all = WorkerImplementation.allCases.map(\.rawValue)
        fields.problem(
          "unknown-implementation", "there is no worker implementation `\(text)`", at: member.value,
          help: NearMiss.best(text, among: all).map { "did you mean `\($0)`?" }
            ?? "known are \(all.map { "`\($0)`" }.joined(separator: ", "))")
        continue
      }
      workers[member.key] = implementation
    }
    self.workers = workers

    var kinds: [String] = []
    var kindPlaces: [String: Place] = [:]
    for (name, node) in fields.texts("kinds") {
      if !Self.isName(name) {
        fields.problem("kind-name", "a kind's name is made of letters, digits, `-`, `_` and `.`", at: node)
      } else if kinds.contains(name) {
        fields.problem("duplicate-kind", "`\(name)` is named once", at: node)
      } else {
        kinds.append(name)
        kindPlaces[name] = file.place(node.range)
      }
    }
    self.kinds = kinds
    self.kindPlaces = kindPlaces

    let problems = fields.finish()
    guard problems.isEmpty else { throw Failure(.configuration, problems) }
  }

  /// What runs on a worker pool; nil if the settings do not say. A name that ends in `*` stands for all that begin so, the
  /// longest one first.
  package func implementation(of pool: String) -> WorkerImplementation? {
    if let exact = workers[pool] { return exact }
    let patterns = workers.keys.filter { $0.hasSuffix("*") && pool.hasPrefix($0.dropLast()) }
    return patterns.max { $0.utf8.count < $1.utf8.count }.flatMap { workers[$0] }
  }

  /// Names end in labels, paths and routes.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 100, !text.contains("..") else { return false }
    return isNameByte(first) && !"-_.".utf8.contains(first) && text.utf8.allSatisfy(isNameByte)
  }

  /// It ends in scopes, URLs and the environment of batch files.
  private static func isSecretName(_ text: String) -> Bool {
    text.utf8.count <= 255
      && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
        !part.isEmpty && part != ".." && part.first != "-"
          && part.utf8.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: ":") }
      }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  /// The URL without `/` at its end; nil unless it is a scheme and a host. `http` is for loopback only.
  static func rootURL(_ text: String) -> String? {
    let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
    for (scheme, hosts) in [("https://", nil), ("http://", ["localhost", "127.0.0.1", "[::1]"])]
      as [(String, [String]?)]
    {
      guard trimmed.hasPrefix(scheme) else { continue }
      let rest = trimmed.dropFirst(scheme.count)
      guard !rest.isEmpty, rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"/?#@\"\\".utf8.contains($0) }) else {
        return nil
      }
      guard let hosts else { return trimmed }
      return hosts.contains { rest == $0 || rest.hasPrefix($0 + ":") } ? trimmed : nil
    }
    return nil
  }

  /// The environments of a deployment. An unknown root URL is an error, never production by default.
  package func environments(at rootURL: String) throws(Failure) -> [Environment] {
    let wanted = rootURL.hasSuffix("/") ? String(rootURL.dropLast()) : rootURL
    let found = environments.filter { $0.rootURL == wanted }
    guard found.isEmpty else { return found }
    throw Failure(
      .configuration,
      [
        Diagnostic(
          id: "unknown-root-url", "no environment has the root URL `\(wanted)`",
          help:
            "known are \(environments.map { "\($0.name) (\($0.rootURL))" }.joined(separator: ", ")); add it to `environments` in \(Self.path)"
        )
      ])
  }
}
