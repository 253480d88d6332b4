import Diagnostics
import Document

extension GraphChecks {
  /// `unique-files`: one name, one content, in all environments: one decision task publishes for several.
  func uniqueFiles(_ graphs: [Graph]) -> [Diagnostic] {
    var seen: [String: (sha256: String, label: String)] = [:]
    var problems: [Diagnostic] = []
    for task in graphs.lazy.flatMap(\.tasks) {
      for (index, file) in task.files.enumerated() {
        if let first = seen[file.name] {
          guard first.sha256 != file.sha256 else { continue }
          problems.append(
            diagnostic(
              "unique-files", "the file `\(file.name)` is that of `\(first.label)`, with another content", task,
              ofFile: index, help: "put `${name}` into the file's name"))
        } else {
          seen[file.name] = (file.sha256, task.label)
        }
      }
    }
    return problems
  }

  /// `file-name`: what is a file for one task is no folder for another.
  func filesAndFolders(_ graphs: [Graph]) -> [Diagnostic] {
    let names = Set(graphs.lazy.flatMap(\.tasks).flatMap(\.files).map(\.name))
    // Of most names the folders are the same few.
    let folders = Set(names.flatMap(PublishedFile.folders))
    guard !folders.isDisjoint(with: names) else { return [] }
    return graphs.lazy.flatMap(\.tasks).flatMap { task in
      task.files.enumerated().compactMap { index, file in
        PublishedFile.folders(of: file.name).first(where: names.contains).map {
          diagnostic(
            "file-name", "`\($0)` is a file, so that no other lies in a folder of that name: `\(file.name)`", task,
            ofFile: index, help: "call the file or the folder something else")
        }
      }
    }
  }

  /// `missing-builder`: the worker asks Packer for locations by their builders' names, and would find out after hours in
  /// the queue that there is none.
  func buildersOfLocations(_ graph: Graph) -> [Diagnostic] {
    graph.tasks.flatMap { task in
      task.files.enumerated().compactMap { index, file -> Diagnostic? in
        guard !task.locations.isEmpty, let template = file.value, Self.isPackerTemplate(template) else { return nil }
        // Packer calls a builder that has no name by its type.
        let names = (template["builders"]?.array ?? []).compactMap { ($0["name"] ?? $0["type"])?.string }
        let problem: String
        if let missing = task.locations.first(where: { !names.contains($0) }) {
          problem = "none of `\(file.name)` is called `\(missing)`"
        } else if let other = names.first(where: { !task.locations.contains($0) }) {
          problem = "`\(other)` in `\(file.name)` is none of them"
        } else {
          return nil
        }
        return diagnostic(
          "missing-builder", "a builder bears the name of each of the task's locations, and no other: \(problem)", task,
          ofFile: index,
          help: "let \(source(ofFile: index, of: task) ?? "the template") make one of each item of `locations`, "
            + "with that as its `name`")
      }
    }
  }

  /// As far as Packer's fields are there that no template does without.
  private static func isPackerTemplate(_ value: JSON) -> Bool {
    value["builders"] != nil || value["provisioners"] != nil
  }

  /// The template that a file is rendered of.
  private func source(ofFile index: Int, of task: GraphTask) -> String? {
    guard let kind = project.index(ofKind: task.kind),
      case .template(_, let file) = project.kinds[kind].files[index].content
    else { return nil }
    return file.name
  }

  /// At the name under `files` that a file comes from.
  func diagnostic(
    _ id: String, _ message: String, _ task: GraphTask, ofFile index: Int, help: String? = nil,
    severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    var diagnostic = diagnostic(id, message, task, help: help, severity: severity)
    diagnostic.place = project.index(ofKind: task.kind).map { project.kinds[$0].files[index].place }
    return diagnostic
  }
}
