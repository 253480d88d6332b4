import Diagnostics
import Document
import TaskDefinitions
import TaskGraph

extension GraphOptions {
  /// A further push, after the one that the options name: a commit's own message and files, and a decision task of its
  /// own.
  func push(_ revision: String, number: Int, after first: Loaded) async throws -> Loaded {
    let git = Git(folder: try root.find())
    let (commit, parents) = try await git.commit(revision)
    let id = TaskID.derived(decision: first.inputs.decision.id, label: "push \(number)")
    var inputs = first.inputs
    inputs.decision = DecisionTask(
      id: id, groupID: id, schedulerID: first.inputs.decision.schedulerID, now: first.inputs.decision.now)
    inputs.commit = commit
    inputs.parents = parents
    return Loaded(
      pipeline: Pipeline(try Project(in: try await GitFileTree.load(commit, git: git))),
      message: SourceFile(name: "commit message", text: commit.message), inputs: inputs)
  }
}
