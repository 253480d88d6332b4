import Diagnostics
import Document
import JSONE

extension Kind {
  /// Reads one kind. All that is wrong with it is reported together: fields, axes, and the syntax of every template.
  init(named name: String, in tree: any FileTree, settings: Settings) throws(Failure) {
    let path = Self.path(of: name)
    guard let file = try tree.source(path) else {
      throw Failure(.configuration, [Self.missing(name, at: settings.kindPlaces[name], in: tree)])
    }
    var fields = Fields(try Node(yaml: file), in: file)
    self.name = name
    self.file = file
    description = fields.text("description") ?? name

    flags = Flags.named(in: fields.node)
    axes = Self.axes(&fields)
    axesPlace = fields.node["for-each"].map { file.place($0.range) } ?? file.place(at: 0)
    let needs = Self.needs(&fields, of: name, kinds: settings.kinds)
    self.needs = needs.map(\.name)
    needPlaces = Dictionary(needs.map { ($0.name, $0.place) }, uniquingKeysWith: { first, _ in first })
    hasOptionalScopes = fields.bool("optional-scopes") ?? false

    if let node = fields.optional("when") {
      let expression = Expression(node, in: file)
      fields.add(expression.problems)
      when = expression
      whenPlace = file.place(node.range)
    } else {
      when = nil
      whenPlace = nil
    }

    files = try Self.files(&fields, in: tree)
    upToDate = Self.upToDate(&fields, files: files)

    let taskNode = fields.required("task") ?? Node(.object([]), range: 0..<0)
    written = WrittenPlace.Layer(node: taskNode, file: file)
    task = Template(taskNode, in: file)
    fields.add(task.problems)

    let problems = fields.finish()
    guard problems.isEmpty else { throw Failure(.configuration, problems.map { $0.within("kind \(name)") }) }
  }

  private static func axes(_ fields: inout Fields) -> [Axis] {
    var axes: [Axis] = []
    for (text, node) in fields.texts("for-each") {
      guard let axis = Axis(rawValue: text) else {
        fields.problem(
          "unknown-axis", "there is no axis `\(text)`", at: node,
          help: "known are \(Axis.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))")
        continue
      }
      guard !axes.contains(axis) else {
        fields.problem("duplicate-axis", "an axis is named once", at: node)
        continue
      }
      axes.append(axis)
    }
    return axes
  }

  private static func missing(_ name: String, at place: Place?, in tree: any FileTree) -> Diagnostic {
    let others = ((try? tree.names(in: "taskcluster/kinds")) ?? nil) ?? []
    let stems = others.filter { $0.hasSuffix(".yml") }.map { String($0.dropLast(".yml".count)) }
    return Diagnostic(
      id: "missing-file", "the kind `\(name)` has a file `\(path(of: name))`", at: place,
      help: NearMiss.best(name, among: stems).map { "did you mean `\($0)`?" }
        ?? "write it, or take `\(name)` out of `kinds`")
  }

  private static func needs(
    _ fields: inout Fields, of name: String, kinds: [String]
  ) -> [(name: String, place: Place)] {
    var needs: [(name: String, place: Place)] = []
    for (need, node) in fields.texts("needs") {
      if need == name {
        fields.problem("needs-itself", "a kind does not need itself", at: node)
      } else if !kinds.contains(need) {
        fields.problem(
          "unknown-kind", "there is no kind `\(need)`", at: node,
          help: NearMiss.best(need, among: kinds).map { "did you mean `\($0)`?" }
            ?? "kinds are listed in \(Settings.path)")
      } else if !needs.contains(where: { $0.name == need }) {
        needs.append((need, fields.file.place(node.range)))
      }
    }
    return needs
  }
}
