import Diagnostics
import Document
import JSONE
import TaskDefinitions

extension Kind {
  static func files(_ fields: inout Fields, in tree: any FileTree) throws(Failure) -> [FileTemplate] {
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

  static func upToDate(_ fields: inout Fields, files: [FileTemplate]) -> UpToDateRule? {
    guard let node = fields.optional("up-to-date") else { return nil }
    var rule = Fields(node, in: fields.file)
    let fileNode = rule.required("file")
    let routes = rule.required("routes")
    var found: FileTemplate?
    if let fileNode, let text = rule.text(of: fileNode, "file") {
      found = files.first { $0.nameText == text }
      // What stands there and could not be read was reported as such.
      let names = fields.node["files"]?.members?.map(\.key) ?? []
      if !names.contains(text) {
        rule.problem(
          "unknown-file", "`file` is one of the names under `files`", at: fileNode,
          help: NearMiss.best(text, among: names).map { "did you mean `\($0)`?" })
      }
    }
    var digest: Template?
    var latest: Template?
    if let routes {
      var names = Fields(routes, in: fields.file)
      digest = names.required("digest").map { Template($0, in: fields.file) }
      latest = names.required("latest").map { Template($0, in: fields.file) }
      for template in [digest, latest] { names.add(template?.problems ?? []) }
      if let digest, digest.problems.isEmpty, !digest.freeNames.contains("digest"), let node = routes["digest"] {
        names.problem(
          "route-without-digest", "the route `digest` holds `${digest}`", at: node,
          help: "otherwise it is the same whatever the file says, and what has changed counts as up to date")
      }
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
