package import Diagnostics
package import Document
import ImageConfig

/// Everything that can be wrong with a project's files, whether or not the next message selects it.
package struct ProjectCheck: Sendable {
  private let tree: any FileTree

  package init(_ tree: any FileTree) { self.tree = tree }

  /// What was looked at: a line for people.
  package struct Report: Sendable {
    package let diagnostics: [Diagnostic]
    package let keys: Int
    package let environments: Int
    package let kinds: Int
    package let tasks: Int
  }

  /// All diagnostics of configs, kinds and `.taskcluster.yml`, each once.
  package func report(_ inputs: Pipeline.Inputs) async throws -> Report {
    let project: Project
    do throws(Failure) {
      project = try Project(in: tree)
    } catch {
      return Report(
        diagnostics: error.diagnostics + decisionTaskProblems(nil), keys: 0, environments: 0, kinds: 0, tasks: 0)
    }
    var found = configProblems(project)
    // A key that cannot be read must not hide what is wrong with the kinds: the others are made into graphs.
    let broken = Set(project.catalog.load(project.catalog.keys).filter { (try? $0.value.get()) == nil }.keys)
    let keys = project.catalog.keys.filter { !broken.contains($0) }
    var tasks = 0
    if !keys.isEmpty {
      for switches in Self.switches {
        let message = (switches + (broken.isEmpty ? [] : ["include keys: \(keys.joined(separator: ", "))"]))
          .joined(separator: "\n")
        do {
          let graphs = try await Pipeline(project).run(SourceFile(name: "check", text: message), inputs)
          tasks = max(tasks, graphs.tasks.count)
          found += graphs.diagnostics.filter { $0.place?.file.name != "check" }
        } catch let failure as Failure {
          found += failure.diagnostics.filter { $0.place?.file.name != "check" }
        }
      }
    }
    found += decisionTaskProblems(project.settings)
    return Report(
      diagnostics: found.withoutRepetition().inReadingOrder(), keys: project.catalog.keys.count,
      environments: project.settings.environments.count, kinds: project.kinds.count, tasks: tasks)
  }

  /// Switches that make templates take their other branches.
  private static let switches = [[], ["pool-deploy"], ["overwrite-machine-image", "disable-cleanup", "no-verify"]]

  private func configProblems(_ project: Project) -> [Diagnostic] {
    let loaded = project.catalog.load(project.catalog.keys)
    return project.catalog.problems
      + project.catalog.keys.flatMap { key -> [Diagnostic] in
        switch loaded[key] {
        case .failure(let failure)?: failure.diagnostics
        case .success(let file)?: file.warnings
        case nil: []
        }
      }
  }

  /// `.taskcluster.yml`, for the events that it must know.
  private func decisionTaskProblems(_ settings: Settings?) -> [Diagnostic] {
    do throws(Failure) {
      guard let source = try tree.source(TaskclusterYAML.path) else { return [] }
      let file = try TaskclusterYAML(source)
      var problems: [Diagnostic] = []
      for event in ExampleEvents.all {
        do throws(Failure) {
          problems += file.problems(of: try file.render(event), for: event, settings: settings)
        } catch {
          problems += error.diagnostics
        }
      }
      return problems
    } catch {
      return error.diagnostics
    }
  }
}

/// Events of one made-up repository, with the fields that GitHub sends and decision tasks read.
enum ExampleEvents {
  private static let now = Timestamp(milliseconds: 1_700_000_000_000)
  private static let sha = "0123456789abcdef0123456789abcdef01234567"

  static var all: [TaskclusterYAML.Event] {
    [
      ("github-push", push(ref: "refs/heads/main")), ("github-push", push(ref: "refs/heads/topic")),
      ("github-push", push(ref: "refs/tags/v1.0.0")), ("github-pull-request", pullRequest),
      ("github-pull-request-untrusted", pullRequest),
    ].map {
      TaskclusterYAML.Event(tasksFor: $0.0, body: $0.1, rootURL: "https://tc.example.com", now: now)
    }
  }

  private static let repository: JSON = [
    "full_name": "example/images", "name": "images", "html_url": "https://github.com/example/images",
    "url": "https://github.com/example/images", "clone_url": "https://github.com/example/images.git",
    "default_branch": "main", "owner": ["login": "example", "name": "example"],
  ]

  private static func push(ref: String) -> JSON {
    [
      "ref": .string(ref), "before": .string(sha), "after": .string(sha), "created": false, "deleted": false,
      "forced": false, "base_ref": .null, "compare": "https://github.com/example/images/compare/a...b", "commits": [],
      "head_commit": ["id": .string(sha), "message": "a change", "timestamp": .string(now.iso)],
      "pusher": ["name": "engineer", "email": "engineer@example.com"], "sender": ["login": "engineer", "id": 1],
      "repository": repository,
    ]
  }

  private static let pullRequest: JSON = [
    "action": "opened", "number": 7, "repository": repository, "sender": ["login": "engineer", "id": 1],
    "pull_request": [
      "number": 7, "title": "a change", "html_url": "https://github.com/example/images/pull/7",
      "user": ["login": "engineer", "id": 1],
      "head": ["sha": .string(sha), "ref": "topic", "repo": repository, "user": ["login": "engineer"]],
      "base": ["sha": .string(sha), "ref": "main", "repo": repository, "user": ["login": "example"]],
    ],
  ]
}
