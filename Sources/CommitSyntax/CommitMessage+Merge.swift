package import Diagnostics

extension CommitMessage {
  /// A merge commit is a commit of its own: what its parents ask for does not apply to it. Where it asks for nothing itself and
  /// a parent does, somebody will wonder, so this quotes what is not applied.
  ///
  /// - Parameter parents: the messages of the parents, named as they are to be shown; those of a commit with one parent
  ///   say nothing.
  package func instructionsNotApplied(of parents: [SourceFile]) -> [Diagnostic] {
    guard parents.count > 1, instructions.isEmpty else { return [] }
    let notes = parents.flatMap { parent in
      Lines(parent.text).lazy.map(\.trimmed).filter { InstructionLine($0) != nil }.prefix(20).map { line in
        Diagnostic.Note("not applied: `\(Display.line(line, limit: 200))`", at: parent.place(line.range))
      }
    }
    guard !notes.isEmpty else { return [] }
    return [
      Diagnostic(
        .warning, id: "merged-instructions",
        "a merge commit's own message decides; its parents' instructions do not apply",
        at: file.place(at: 0), help: "write the instructions into the message of the merge commit", notes: notes)
    ]
  }
}
