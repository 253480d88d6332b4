import Diagnostics
import Document
import ImageConfig
import PackerRunner
import TaskGraph

/// The Packer templates of a project, as the pipeline renders them for the build tasks: what is shown is what is built.
struct RenderedTemplates {
  struct Entry {
    let key: String
    let environment: String
    /// `packer/azure-win10-64-2004-production.json`
    let file: PublishedFile
    let locations: [String]
  }

  /// In the order of the files' names.
  let entries: [Entry]

  /// - Parameters:
  ///   - keys: empty is all of them.
  ///   - environment: nil is all of them.
  /// - Throws: what is wrong with the project, or with one of the keys.
  init(of project: Project, keys: [String], environment: String?) async throws {
    let keys = try PackerNames.check(keys, environment, project)
    let message = keys.isEmpty ? "" : "include keys: \(keys.joined(separator: ", "))\n"
    let inputs = Pipeline.Inputs(
      decision: .placeholder(now: .now()), commit: .placeholder(message),
      repository: "https://example.invalid/repository",
      environments: environment.map { [$0] })
    let graphs = try await Pipeline(project).run(SourceFile(name: "packer", text: message), inputs)
    entries = graphs.graphs.flatMap { graph in
      graph.tasks.flatMap { task in
        task.files.filter { $0.packerBuilders != nil }.map {
          Entry(
            key: task.coordinates[.key] ?? "", environment: graph.environment, file: $0, locations: task.locations)
        }
      }
    }.sorted { $0.file.name < $1.file.name }
  }

  /// - Throws: the keys that no kind publishes a template for, with exit code 78; all of them, if none is named.
  func check(keys: [String]) throws(Failure) {
    let covered = Set(entries.map(\.key))
    let missing = keys.filter { !covered.contains($0.lowercased()) }.map { "for the key `\($0)`" }
    guard !entries.isEmpty, missing.isEmpty else { throw Self.none(missing) }
  }

  private static func none(_ what: [String]) -> Failure {
    let whats = what.isEmpty ? ["for a key"] : what
    return Failure(
      .configuration, whats.map { Diagnostic(id: "no-template", "a kind must publish a Packer template \($0)") })
  }

  /// The only template there is.
  ///
  /// - Throws: which ones there are instead, with exit code 64.
  func only() throws(Failure) -> Entry {
    if let entry = entries.first, entries.count == 1 { return entry }
    guard !entries.isEmpty else { throw Self.none(["for the key"]) }
    let names = Set(entries.map(\.environment)).sorted()
    throw Failure(
      .usage,
      [
        Diagnostic(
          id: "several-templates", "the template must be one of \(entries.count)",
          help: names.count > 1
            ? "name one of the environments \(names.joined(separator: ", ")) with --environment"
            : "name a location with --location")
      ])
  }

  /// As a task that builds this location alone would get them.
  func inLocation(_ location: String?) throws(Failure) -> RenderedTemplates {
    guard let location else { return self }
    let known = Set(entries.flatMap(\.locations))
    guard let name = PackerNames.location(location, among: known) else {
      throw PackerNames.unknown(location, among: known)
    }
    return RenderedTemplates(entries: entries.compactMap { $0.only(name) })
  }

  private init(entries: [Entry]) { self.entries = entries }
}

extension RenderedTemplates.Entry {
  /// The template with that location's builder alone; nil if the task does not build it.
  fileprivate func only(_ location: String) -> Self? {
    guard locations.contains(location), var template = file.value?.object else { return nil }
    template["builders"] = .array((template["builders"]?.array ?? []).filter { $0["name"]?.string == location })
    return Self(
      key: key, environment: environment, file: PublishedFile(name: file.name, rendered: .object(template)),
      locations: [location])
  }
}

extension Commit {
  /// What stands for a commit where none is at hand, and nothing that is rendered may say anything of it.
  fileprivate static func placeholder(_ message: String) -> Commit {
    Commit(sha: String(repeating: "0", count: 40), author: "nobody <nobody@example.invalid>", message: message)
  }
}
