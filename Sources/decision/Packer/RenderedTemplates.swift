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
    try Self.check(keys, environment, project)
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

  /// The only template there is.
  ///
  /// - Throws: which ones there are instead, with exit code 64.
  func only() throws(Failure) -> Entry {
    if let entry = entries.first, entries.count == 1 { return entry }
    guard !entries.isEmpty else {
      throw Failure(
        .configuration, [Diagnostic(id: "no-template", "a kind must publish a Packer template for the key")])
    }
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

  func inLocation(_ location: String?) -> RenderedTemplates {
    guard let location else { return self }
    return RenderedTemplates(entries: entries.filter { $0.locations.contains(location) })
  }

  private init(entries: [Entry]) { self.entries = entries }

  /// - Throws: keys and an environment that the project does not have, with exit code 64.
  static func check(_ keys: [String], _ environment: String?, _ project: Project) throws(Failure) {
    let known = project.catalog.keys
    var problems = keys.filter { !known.contains($0) }.map { key in
      Diagnostic(
        id: "unknown-key", "there is no key `\(key)`",
        help: NearMiss.best(key, among: known).map { "did you mean `\($0)`?" })
    }
    let environments = project.settings.environments.map(\.name)
    if let environment, !environments.contains(environment) {
      problems.append(
        Diagnostic(
          id: "unknown-environment", "there is no environment `\(environment)`",
          help: "known are \(environments.joined(separator: ", "))"))
    }
    guard problems.isEmpty else { throw Failure(.usage, problems) }
  }
}

extension Commit {
  /// What stands for a commit where none is at hand, and nothing that is rendered may say anything of it.
  fileprivate static func placeholder(_ message: String) -> Commit {
    Commit(sha: String(repeating: "0", count: 40), author: "nobody <nobody@example.invalid>", message: message)
  }
}
