import Diagnostics
import Document
import GraphRendering
import TaskGraph

/// What a decision task publishes, before the first request that creates something. Source of the first five: taskgraph.
struct DecisionArtifacts: Sendable {
  var graphs: GraphSet
  let inputs: Pipeline.Inputs
  /// What is to be said besides what the graph's checks have found.
  var remarks: [Diagnostic] = []

  /// Writes them on all cores, each made when it is written: those of a large graph are tens of megabytes.
  func write(to folder: OutputFolder) throws(Failure) {
    try Self.write(documents, chunk: 1) { (document) throws(Failure) in
      try folder.write(document.bytes(), to: document.name.rawValue)
    }
    try Self.write(graphs.files, chunk: 32) { (file) throws(Failure) in try folder.write(file.bytes, to: file.name) }
  }

  private var documents: [(name: DecisionArtifact, bytes: @Sendable () -> [UInt8])] {
    [
      (.taskGraph, { TaskgraphJSON.taskGraph(of: graphs) }),
      (.fullTaskGraph, { TaskgraphJSON.fullTaskGraph(of: graphs) }),
      (.labelToTaskID, { TaskgraphJSON.labelToTaskID(of: graphs) }),
      (.targetTasks, { TaskgraphJSON.targetTasks(of: graphs) }),
      (.parameters, { TaskgraphJSON.parameters(of: graphs, inputs: inputs) }),
      (.preview, { HTMLPage().bytes(of: graphs) }),
      (.diagnostics, { Self.bytes(of: graphs.diagnostics + remarks) }),
    ]
  }

  /// Writes what is wrong, and nothing else.
  static func write(_ diagnostics: [Diagnostic], to folder: OutputFolder) throws(Failure) {
    try folder.write(bytes(of: diagnostics), to: DecisionArtifact.diagnostics.rawValue)
  }

  private static func bytes(of diagnostics: [Diagnostic]) -> [UInt8] {
    JSON(diagnostics).bytes(.pretty) + [UInt8(ascii: "\n")]
  }

  private static func write<File: Sendable>(
    _ files: [File], chunk: Int, _ write: @Sendable (File) throws(Failure) -> Void
  ) throws(Failure) {
    let results = Parallel.map(files, chunk: chunk) { file in Result { () throws(Failure) in try write(file) } }
    for result in results { try result.get() }
  }
}
