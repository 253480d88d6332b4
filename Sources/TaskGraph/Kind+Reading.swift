import Diagnostics
import Document
import JSONE
import TaskDefinitions

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

    axes = Self.axes(&fields)
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
    self.taskNode = taskNode
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

  private static func files(_ fields: inout Fields, in tree: any FileTree) throws(Failure) -> [FileTemplate] {
    var files: [FileTemplate] = []
    for member in fields.members("files") {
      let keyNode = Node(.string(member.key), range: member.keyRange)
      guard let source = fields.text(of: member.value, member.key) else { continue }
      guard let path = Self.resolve(source, from: "taskcluster/kinds") else {
        fields.problem("path-outside", "a file lies below the project's root", at: member.value)
        continue
      }
      guard let bytes = try tree.bytes(of: path) else {
        fields.problem("missing-file", "there is no file `\(path)`", at: member.value, help: nearest(path, in: tree))
        continue
      }
      let name = Template(keyNode, in: fields.file)
      fields.add(name.problems)
      let content: FileTemplate.Content
      if [".yml", ".yaml", ".json"].contains(where: path.hasSuffix) {
        do throws(Failure) {
          let templateFile = try SourceFile(name: path, utf8: bytes)
          let template = Template(try Node(yaml: templateFile), in: templateFile)
          fields.add(template.problems)
          content = .template(template, templateFile)
          if let foreign = template.freeNames.subtracting(TemplateContext.namesForFiles).min() {
            fields.problem(
              "context-of-files", "a template under `files` does not see `\(foreign)`", at: member.value,
              help: "what it says depends on the config alone, so that its digest means something; it sees "
                + TemplateContext.namesForFiles.sorted().map { "`\($0)`" }.joined(separator: ", "))
          }
        } catch {
          fields.add(error.diagnostics)
          continue
        }
      } else {
        content = .copy(bytes, sha256: Digest.sha256Text(bytes))
      }
      files.append(
        FileTemplate(nameText: member.key, name: name, content: content, place: fields.file.place(member.keyRange)))
    }
    return files
  }

  private static func nearest(_ path: String, in tree: any FileTree) -> String? {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    let names = ((try? tree.names(in: folder)) ?? nil) ?? []
    return NearMiss.best(String(path.dropFirst(folder.utf8.count + 1)), among: names).map {
      "did you mean `\(folder)/\($0)`?"
    }
  }

  private static func upToDate(_ fields: inout Fields, files: [FileTemplate]) -> UpToDateRule? {
    guard let node = fields.optional("up-to-date") else { return nil }
    var rule = Fields(node, in: fields.file)
    let fileNode = rule.required("file")
    let routes = rule.required("routes")
    var found: FileTemplate?
    if let fileNode, let text = rule.text(of: fileNode, "file") {
      found = files.first { $0.nameText == text }
      if found == nil { rule.problem("unknown-file", "`file` is one of the names under `files`", at: fileNode) }
    }
    var digest: Template?
    var latest: Template?
    if let routes {
      var names = Fields(routes, in: fields.file)
      digest = names.required("digest").map { Template($0, in: fields.file) }
      latest = names.required("latest").map { Template($0, in: fields.file) }
      for template in [digest, latest] { names.add(template?.problems ?? []) }
      rule.add(names.finish())
    }
    fields.add(rule.finish())
    guard let found, let digest, let latest else { return nil }
    return UpToDateRule(file: found, digestRoute: digest, latestRoute: latest, place: fields.file.place(node.range))
  }

  /// `../packer/a.yml` seen from `taskcluster/kinds` is `taskcluster/packer/a.yml`; nil if it leaves the root.
  static func resolve(_ path: String, from folder: String) -> String? {
    guard !path.hasPrefix("/") else { return nil }
    var parts = folder.split(separator: "/").map(String.init)
    for part in path.split(separator: "/") {
      switch part {
      case ".": continue
      case "..":
        guard parts.popLast() != nil else { return nil }
      default: parts.append(String(part))
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }
}
