import ArgumentParser
import Diagnostics
import Document
import Glibc
import TaskDefinitions
import TaskGraph

/// What all commands that make a graph take.
struct GraphOptions: ParsableArguments {
  @OptionGroup var root: RootOptions
  @OptionGroup var message: MessageOptions

  @Option(
    name: .customLong("environment"),
    help: ArgumentHelp(
      "Look at this environment; may be repeated. (default: all that the message selects)", valueName: "name"),
    completion: ProjectNames.environments)
  var environments: [String] = []

  @Option(
    help: ArgumentHelp("The time that templates see, as 2026-01-31T12:00:00Z. (default: now)", valueName: "time"),
    transform: Timestamp.init(option:))
  var now: Timestamp?

  @Option(
    help: ArgumentHelp(
      "The id of the decision task, which all ids are made of. (default: that of TASK_ID, else a placeholder)",
      valueName: "id"))
  var decisionTaskId: String?

  @Option(
    help: ArgumentHelp("Scopes, one a line, that the tasks are held against without a network.", valueName: "file"),
    completion: .file())
  var scopes: String?

  /// The project, and what a graph is made of besides it.
  struct Loaded {
    let pipeline: Pipeline
    let message: SourceFile
    let inputs: Pipeline.Inputs
  }

  /// - Parameters:
  ///   - rootURL: of the deployment that the graph is for; then only its environments are looked at.
  ///   - publishes: whether the artifacts of a decision task are written, which say more than templates ask for.
  func load(at rootURL: String? = nil, publishes: Bool = false) async throws -> Loaded {
    let folder = try root.find()
    // While git looks for the message, the project is read.
    async let asked = Git(folder: folder).commit(ifNamed: message.revision)
    // A commit that is named comes with its own files; HEAD's message, or one that is tried out, with those in the folder.
    let tree: any FileTree =
      if message.commit != nil, let answer = try await asked {
        try await GitFileTree.load(answer.commit, git: Git(folder: folder))
      } else {
        DiskFileTree(root: folder)
      }
    let project = try Project(in: tree)
    var names = project.settings.environments.map(\.name)
    if let rootURL { names = try project.settings.environments(at: rootURL).map(\.name) }
    for name in environments where !names.contains(name) {
      throw Failure(
        .usage,
        [
          Diagnostic(
            id: "unknown-environment", "there is no environment `\(name)`",
            help: "known are \(names.joined(separator: ", "))")
        ])
    }
    let questions = MessageOptions.Questions(
      commit: publishes || project.asks("commit"), repository: publishes || project.asks("repository"))
    let source = try await message.load(root: folder, asking: questions, asked: asked)
    let inputs = Pipeline.Inputs(
      decision: try decision(), commit: source.commit, repository: source.repository,
      environments: environments.isEmpty ? rootURL.map { _ in names } : environments, parents: source.parents)
    return Loaded(pipeline: Pipeline(project), message: source.file, inputs: inputs)
  }

  /// The decision task as far as it is known without the queue.
  private func decision() throws -> DecisionTask {
    let environment = TaskEnvironment()
    let text = decisionTaskId ?? environment.taskID
    guard let id = text.map({ TaskID($0) }) ?? .placeholder else {
      let source = decisionTaskId == nil ? "TASK_ID" : "--decision-task-id"
      // It may be anything: a diagnostic shows no control characters, and no more than a line.
      throw Failure(
        .usage,
        [
          Diagnostic(
            id: "task-id", "\(source) is 22 characters of the queue's alphabet, unlike `\((text ?? "").prefix(40))`")
        ])
    }
    let group = decisionTaskId == nil ? environment.taskGroupID.flatMap { TaskID($0) } : nil
    return DecisionTask(id: id, groupID: group ?? id, schedulerID: DecisionTask.defaultSchedulerID, now: now ?? .now())
  }
}

extension Timestamp {
  /// As it is given on the command line.
  init(option text: String) throws {
    guard let time = Timestamp(iso: text) else {
      throw ValidationError("a time has a zone, as 2026-01-31T12:00:00Z")
    }
    self = time
  }
}
