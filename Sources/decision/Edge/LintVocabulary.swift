import CommitSyntax
import Diagnostics
import Document
import ImageConfig
import TaskGraph

/// The words that a message is held against, of a project that may be half-way through a change.
struct LintVocabulary {
  let vocabulary: Vocabulary
  /// What is wrong with the project, if it cannot be read: then only the names of its keys are known.
  private let failure: Failure?

  /// - Parameter isLenient: whether a project that cannot be read is none that stops everything.
  init(of tree: any FileTree, isLenient: Bool) throws {
    do throws(Failure) {
      vocabulary = Pipeline(try Project(in: tree)).vocabulary
      failure = nil
    } catch {
      guard isLenient else { throw error }
      let names = ImageConfig.ProjectNames(platforms: [], provisioners: [], environments: [])
      let keys = try? ImageCatalog(tree: tree, names: names).keys
      vocabulary = Vocabulary(keys: keys ?? [], usedSwitches: Set(Switch.allCases))
      failure = error
    }
  }

  /// A message that asks for nothing by name is as good as it will ever be. Any other must be held against the project.
  ///
  /// - Throws: what is wrong with the project, if the message cannot be judged without it.
  func remarks(on message: CommitMessage) throws(Failure) -> [Diagnostic] {
    guard let failure else { return [] }
    guard message.instructions.filters.isEmpty, !message.hasErrors else {
      let judge = Diagnostic(
        .note, id: "not-checked", "the message names what the project has: it is not checked before that can be read",
        help: "`git commit --no-verify` does without")
      throw Failure(failure.exitCode, failure.diagnostics + [judge])
    }
    return failure.diagnostics.map { $0.with(severity: .warning) }
  }
}
