import Diagnostics
import Document
package import TaskGraph

/// `preview --format json`: all that is known of the graphs, for scripts.
///
///     {"diagnostics": […], "left-out": [{"label" or "key" or …, "reason", "line"?}], "selection": {…}, "tasks": {label: entry}}
package enum PreviewJSON {
  package static func bytes(of set: GraphSet) -> [UInt8] {
    let tasks = MergedTasks(set).tasks
    return JSONWriter.document(reserving: TaskgraphJSON.roughSize(tasks)) { writer in
      writer.openObject()
      writer.write("diagnostics", JSON(set.diagnostics))
      writer.write("left-out", leftOut(set))
      writer.write("selection", selection(set.selection))
      writer.key("tasks")
      writer.writeEntries(tasks)
      writer.closeObject()
    }
  }

  /// What a message left out stands first, without an environment; what an environment left out says which.
  private static func leftOut(_ set: GraphSet) -> JSON {
    var words = ReasonText()
    func add(_ owner: LeftOut.Owner, to object: inout JSONObject) {
      switch owner {
      case .key(let name): object["key"] = .string(name)
      case .task(let label, let kind):
        object["label"] = .string(label)
        object["kind"] = .string(kind)
      }
    }
    func entry(_ leftOut: LeftOut, in environment: String?) -> JSON {
      var object: JSONObject = ["reason": .string(leftOut.reason.text)]
      if let environment { object["environment"] = .string(environment) }
      if let place = leftOut.reason.place {
        object["file"] = .string(place.file.name)
        object["line"] = .number(Double(words.line(of: place)))
      }
      switch leftOut.subject {
      case .key(let name): object["key"] = .string(name)
      case .environment(let name): object["environment"] = .string(name)
      case .task(let label, let kind):
        object["label"] = .string(label)
        object["kind"] = .string(kind)
      case .locations(let names, let owner):
        add(owner, to: &object)
        object["locations"] = JSON(names)
      case .pools(let names, let owner):
        add(owner, to: &object)
        object["pools"] = JSON(names)
      }
      return .object(object)
    }
    return .array(
      set.selection.leftOut.map { entry($0, in: nil) }
        + set.graphs.flatMap { graph in graph.leftOut.map { entry($0, in: graph.environment) } })
  }

  /// `{"flags": {…}, "switched-off": …, "environments": {name: {"root-url", "reason", "keys": {key: {…}}}}}`
  private static func selection(_ selection: Selection) -> JSON {
    var words = ReasonText()
    let environments = selection.parts.map { part in
      let keys = part.keys.map { key in
        JSONObject.Member(
          key: key.name,
          value: [
            "locations": JSON(key.locations), "pools": JSON(key.pools), "forced": .bool(key.isForced),
            "reason": .string(words.text(key.reason)),
          ])
      }
      return JSONObject.Member(
        key: part.environment.name,
        value: [
          "root-url": .string(part.environment.rootURL), "reason": .string(words.text(part.reason)),
          "keys": .object(JSONObject(keys)),
        ])
    }
    return [
      "flags": selection.flags.json, "switched-off": .bool(selection.isSwitchedOff),
      "environments": .object(JSONObject(environments)),
    ]
  }
}
