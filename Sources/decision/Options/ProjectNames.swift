import ArgumentParser
import CommitSyntax
import Document
import ImageConfig
import TaskGraph

/// What a shell offers after Tab: the names of the project that one stands in. A project that cannot be read offers
/// nothing; this is no place to complain.
enum ProjectNames {
  static let keys = CompletionKind.custom { _, _, _ in project?.catalog.keys ?? [] }
  static let environments = CompletionKind.custom { _, _, _ in project?.settings.environments.map(\.name) ?? [] }
  static let kinds = CompletionKind.custom { _, _, _ in project?.kinds.map(\.name) ?? [] }
  /// Of the key that stands on the line already.
  static let locations = CompletionKind.custom { words, _, _ in
    guard let catalog = project?.catalog, let key = words.last(where: catalog.keys.contains) else { return [] }
    return (try? catalog.load([key])[key]?.get().image(in: "").locations) ?? []
  }
  /// Instructions and their values, within the message. Bash and zsh pass the word with the quote that opens it; zsh counts
  /// the cursor from elsewhere then, so that the word is taken to its end.
  static let messages = CompletionKind.custom { words, place, _ in
    guard let project, words.indices.contains(place) else { return [] }
    let text = words[place].drop { $0 == "'" || $0 == "\"" }
    let candidates = InstructionCompletion.candidates(for: String(text), vocabulary: Pipeline(project).vocabulary)
    // Behind a colon zsh expects a description.
    return CompletionShell.requesting == .zsh ? candidates.map { $0.replacing(":", with: "\\:") } : candidates
  }
  static let commits = CompletionKind.shellCommand("git for-each-ref --format='%(refname:short)' refs/heads refs/tags")

  private static var project: Project? {
    guard let root = try? RootOptions.find(nil) else { return nil }
    return try? Project(in: DiskFileTree(root: root))
  }
}
