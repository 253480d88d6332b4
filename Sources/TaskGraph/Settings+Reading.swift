package import Diagnostics
package import Document
import JSONE
import TaskDefinitions

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
    environments = Self.environments(&fields)
    platforms = Self.platforms(&fields)
    provisioners = fields.texts("provisioners").map(\.text).sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    indexPrefix = fields.checked(
      "index-prefix", Self.isName, or: "words of letters, digits, `_` and `-`, joined by single dots")
    secret = fields.checked("secret", Self.isSecretName, or: "made of letters, digits and `._:/-`")
    defaults = Self.defaults(&fields)
    vars = fields.optional("vars")?.json ?? .object([:])
    workers = Self.workers(&fields)
    let kinds = Self.kinds(&fields)
    self.kinds = kinds.map(\.name)
    kindPlaces = Dictionary(uniqueKeysWithValues: kinds.map { ($0.name, $0.place) })

    let problems = fields.finish()
    guard problems.isEmpty else { throw Failure(.configuration, problems) }
  }

  private static func environments(_ fields: inout Fields) -> [Environment] {
    var environments: [Environment] = []
    for member in fields.members("environments") {
      guard isName(member.key) else {
        fields.problem(
          "environment-name", "an environment's name is made of letters, digits, `-`, `_` and `.`", at: member.value)
        continue
      }
      guard let url = fields.text(of: member.value, member.key) else { continue }
      guard let root = rootURL(url) else {
        fields.problem("root-url", "a root URL is `https://` and a host", at: member.value)
        continue
      }
      environments.append(Environment(name: member.key, rootURL: root))
    }
    if environments.isEmpty, fields.problems.isEmpty {
      fields.problem("no-environment", "`environments` names at least one environment", at: fields.node)
    }
    return environments.sorted { $0.name.precedesInBytes($1.name) }
  }

  private static func platforms(_ fields: inout Fields) -> [String] {
    let platforms = fields.texts("platforms")
    if platforms.isEmpty, fields.problems.isEmpty {
      fields.problem("no-platform", "`platforms` names at least one platform", at: fields.node)
    }
    for (text, node) in platforms where !isName(text) {
      fields.problem("platform-name", "a platform's name is made of letters, digits, `-`, `_` and `.`", at: node)
    }
    return platforms.map(\.text)
  }

  private static func defaults(_ fields: inout Fields) -> Defaults? {
    guard let node = fields.optional("task-defaults") else { return nil }
    let template = Template(node, in: fields.file)
    fields.add(template.problems)
    return Defaults(
      template: template, written: WrittenPlace.Layer(node: node, file: fields.file), flags: Flags.named(in: node))
  }

  private static func workers(_ fields: inout Fields) -> [String: WorkerImplementation] {
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
    return workers
  }

  private static func kinds(_ fields: inout Fields) -> [(name: String, place: Place)] {
    var kinds: [(name: String, place: Place)] = []
    for (name, node) in fields.texts("kinds") {
      if !isName(name) {
        fields.problem("kind-name", "a kind's name is made of letters, digits, `-`, `_` and `.`", at: node)
      } else if kinds.contains(where: { $0.name == name }) {
        fields.problem("duplicate-kind", "`\(name)` is named once", at: node)
      } else {
        kinds.append((name, fields.file.place(node.range)))
      }
    }
    return kinds
  }
}
