public import Diagnostics

extension Node {
  /// Larger files are refused before they are read, in bytes.
  static let yamlLimit = 10_000_000

  /// Reads a YAML file of one document as js-yaml reads it for Taskcluster: the core schema of YAML 1.2 and merge keys.
  /// An empty file is null. Keys are text, whatever they look like; a node that stands at an alias has the range of its
  /// anchor.
  ///
  /// - Throws: a failure of the configuration with all that is wrong.
  public init(yaml file: SourceFile) throws(Failure) {
    let read = try Node.read(file)
    if read.documents.count > 1 {
      throw Failure(
        .configuration, [Diagnostic(YAMLProblem.severalDocuments, at: file.place(at: read.starts[1]))])
    }
    self = read.documents.first ?? Node(.null, range: 0..<0, plainText: "")
  }

  /// Reads all documents of a YAML file; none of an empty one.
  ///
  /// - Throws: a failure of the configuration with all that is wrong.
  public static func documents(yaml file: SourceFile) throws(Failure) -> [Node] { try read(file).documents }

  private static func read(_ file: SourceFile) throws(Failure) -> (documents: [Node], starts: [Int]) {
    guard file.text.utf8.count <= yamlLimit else {
      throw Failure(.configuration, [Diagnostic(YAMLProblem.tooLarge(limit: yamlLimit), at: file.place(at: 0))])
    }
    let result = file.text.utf8.withContiguousStorageIfAvailable { YAMLReading($0, file) }
    guard let result else { preconditionFailure("the text of a source file is contiguous") }
    guard result.diagnostics.isEmpty else { throw Failure(.configuration, result.diagnostics) }
    return (result.documents, result.starts)
  }
}

/// One reading of a file: its documents, and what is wrong in it.
private struct YAMLReading {
  let documents: [Node]
  let starts: [Int]
  let diagnostics: [Diagnostic]

  init(_ text: UnsafeBufferPointer<UInt8>, _ file: SourceFile) {
    // libyaml counts a byte order mark as a column, after which it sees no '---'.
    let first = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var composer = YAMLComposer(text, from: first)
    var problems: [YAMLComposer.Problem] = []
    do throws(YAMLSyntaxError) {
      try YAMLEvents.read(UnsafeBufferPointer(rebasing: text[first...])) { composer.take($0) }
    } catch {
      problems = [Self.problem(error, text, composer.offsets, from: first)]
    }
    diagnostics = (composer.problems + problems).map { problem in
      let notes = problem.earlier.map { [Diagnostic.Note("it stands here first", at: file.place($0))] } ?? []
      return Diagnostic(problem.kind, at: file.place(problem.range), notes: notes)
    }
    documents = composer.documents
    starts = composer.documentStarts
  }

  private static func problem(
    _ error: YAMLSyntaxError, _ text: UnsafeBufferPointer<UInt8>, _ offsets: CodePointOffsets, from first: Int
  ) -> YAMLComposer.Problem {
    let offset =
      switch error.place {
      case .mark(let mark): offsets[mark]
      case .byte(let byte): min(first + byte, text.count)
      }
    // The end of the file is where an open quote was noticed, not where it is.
    if error.problem == "found unexpected end of stream", error.context != nil {
      let start = offsets[error.contextMark]
      return YAMLComposer.Problem(kind: .syntax(error.problem), range: start..<start)
    }
    let isTab = offset < text.count && text[offset] == 0x09
    return YAMLComposer.Problem(kind: isTab ? .tab : .syntax(error.problem), range: offset..<offset)
  }
}

extension Diagnostic {
  fileprivate init(_ problem: YAMLProblem, at place: Place, notes: [Note] = []) {
    self.init(id: problem.id, problem.message, at: place, notes: notes)
  }
}
