import Diagnostics
package import Document
import TaskDefinitions
package import TaskGraph

/// A diff of graphs, for a person and for a script:
///
///     + verify-image-…
///     - tag-image-…
///     ~ packer-image-…
///         payload.maxRunTime: 3600 → 7200
///
///     1 added, 1 removed, 1 changed
package struct GraphDiffText: Sendable {
  private let color: Bool

  package init(color: Bool = false) { self.color = color }

  package func text(of diff: GraphDiff) -> String {
    guard !diff.isEmpty else { return "no difference\n" }
    var lines: [String] = []
    for label in diff.removed { lines.append(paint("31", "- \(Display.line(label, limit: 300))")) }
    for label in diff.added { lines.append(paint("32", "+ \(Display.line(label, limit: 300))")) }
    for change in diff.changed {
      lines.append(paint("33", "~ \(Display.line(change.label, limit: 300))"))
      for field in change.fields { lines += self.lines(of: field) }
    }
    lines += ["", "\(diff.added.count) added, \(diff.removed.count) removed, \(diff.changed.count) changed"]
    return lines.map { $0 + "\n" }.joined()
  }

  /// One line, or three where one would be too long to see what is different.
  private func lines(of field: TaskDefinition.Difference) -> [String] {
    let (old, new) = (Self.value(field.theirs), Self.value(field.ours))
    let line = "    \(field.path): \(old) → \(new)"
    if line.utf8.count <= 120 { return [line] }
    return ["    \(field.path):", paint("31", "      - \(old)"), paint("32", "      + \(new)")]
  }

  /// `{"added": [label], "changed": {label: [{"path", "from", "to"}]}, "removed": [label]}`
  package func json(of diff: GraphDiff) -> JSON {
    let changed = diff.changed.map { change in
      JSONObject.Member(
        key: change.label,
        value: .array(
          change.fields.map { field in
            ["path": .string(field.path.description), "from": field.theirs ?? .null, "to": field.ours ?? .null]
          }))
    }
    return ["added": JSON(diff.added), "removed": JSON(diff.removed), "changed": .object(JSONObject(changed))]
  }

  private static func value(_ value: JSON?) -> String {
    value.map { Display.line($0.text(), limit: 200) } ?? "nothing"
  }

  private func paint(_ code: String, _ text: String) -> String {
    color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
