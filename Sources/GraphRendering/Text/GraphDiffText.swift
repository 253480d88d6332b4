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
///       + routes[2]: "index.…"
///         packer/….json
///           builders[0].vm_size: "Standard_F8s_v2" → "Standard_F16s_v2"
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
      for field in change.fields { lines += self.lines(of: field, indent: 4) }
      for file in change.files {
        lines.append("    \(Display.line(file.name, limit: 300))")
        for field in file.fields.prefix(Self.shownFields) { lines += self.lines(of: field, indent: 6) }
        let rest = file.fields.count - Self.shownFields
        if rest > 0 { lines.append("      and \(amount(rest, "field")) more") }
      }
    }
    lines += ["", "\(diff.added.count) added, \(diff.removed.count) removed, \(diff.changed.count) changed"]
    return lines.map { $0 + "\n" }.joined()
  }

  /// Of a file, which may be another one altogether.
  private static let shownFields = 30

  /// One line, or three where one would be too long to see what is different.
  private func lines(of field: TaskDefinition.Difference, indent: Int) -> [String] {
    let space = String(repeating: " ", count: indent)
    let margin = String(repeating: " ", count: indent - 2)
    let path = Display.line(field.path.description, limit: 300)
    guard let ours = field.ours else { return [paint("31", "\(margin)- \(path): \(Self.value(field.theirs))")] }
    guard let theirs = field.theirs else { return [paint("32", "\(margin)+ \(path): \(Self.value(ours))")] }
    let (old, new) = Self.values(theirs.text(), ours.text())
    let line = "\(space)\(path): \(old) → \(new)"
    if line.utf8.count <= 120 { return [line] }
    return ["\(space)\(path):", paint("31", "\(space)  - \(old)"), paint("32", "\(space)  + \(new)")]
  }

  /// `{"added": [label], "changed": {label: [{"path", "from", "to", "file"?}]}, "removed": [label]}`
  package func json(of diff: GraphDiff) -> JSON {
    func entry(_ field: TaskDefinition.Difference, in file: String?) -> JSON {
      var object: JSONObject = [
        "path": .string(field.path.description), "from": field.theirs ?? .null, "to": field.ours ?? .null,
      ]
      if let file { object["file"] = .string(file) }
      return .object(object)
    }
    let changed = diff.changed.map { change in
      let inFiles = change.files.flatMap { file in file.fields.map { entry($0, in: file.name) } }
      return JSONObject.Member(
        key: change.label, value: .array(change.fields.map { entry($0, in: nil) } + inFiles))
    }
    return ["added": JSON(diff.added), "removed": JSON(diff.removed), "changed": .object(JSONObject(changed))]
  }

  private static let shownCells = 200

  private static func value(_ value: JSON?) -> String { Display.line((value ?? .null).text(), limit: shownCells) }

  /// Two values, of which what is different is to be seen: a long beginning that both have is cut off.
  private static func values(_ old: String, _ new: String) -> (String, String) {
    var (a, b) = (old[...], new[...])
    let common = zip(old, new).prefix { $0 == $1 }.count
    let cut = common - 40
    let isCut = max(old.count, new.count) > shownCells && cut > 0
    if isCut { (a, b) = (old.dropFirst(cut), new.dropFirst(cut)) }
    let mark = isCut ? "…" : ""
    return (mark + Display.line(String(a), limit: shownCells), mark + Display.line(String(b), limit: shownCells))
  }

  private func paint(_ code: String, _ text: String) -> String {
    color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
