import Diagnostics
import Document
import JSONE
import TaskDefinitions

extension TaskContext {
  /// Why the kind does not want it: its `when` is not true, as JSON-e has truth. Nil if it does.
  func refusal(by kind: Kind) throws(Failure) -> Reason? {
    guard let when = kind.when else { return nil }
    let context = context()
    do throws(JSONEError) {
      if try when.isTrue(context) { return nil }
    } catch {
      throw failure(error, of: kind)
    }
    let flag = when.freeNames.contains("flags") ? switches.cause(of: when, in: context) : nil
    return Reason(.unwanted(flag), at: flag.flatMap(switches.flags.place) ?? kind.whenPlace)
  }

  /// The files that the decision task publishes for this task.
  func files(of kind: Kind) throws(Failure) -> [PublishedFile] {
    var files: [PublishedFile] = []
    for template in kind.files {
      let name = try text(template.name, contextForFileNames, of: kind, "a file's name")
      if let problem = PublishedFile.problem(ofName: name) {
        throw Failure(
          .configuration,
          [
            Diagnostic(
              id: "file-name", problem.message, at: template.place, context: describe(kind), help: problem.help)
          ])
      }
      files.append(
        PublishedFile(name: name, content: try content(of: template, locations: locations, of: kind)))
    }
    return files
  }

  /// Location → routes. The digest is that of the file rendered for that location alone.
  func claims(of kind: Kind) throws(Failure) -> [String: Claim] {
    guard let rule = kind.upToDate else { return [:] }
    var claims: [String: Claim] = [:]
    for location in locations {
      let digest = try content(of: rule.file, locations: [location], of: kind).sha256
      var context = context().derived()
      context["location"] = .string(location)
      context["digest"] = .string(digest)
      claims[location] = Claim(
        digestNamespace: try text(rule.digestRoute, context, of: kind, "a route"),
        latestNamespace: try text(rule.latestRoute, context, of: kind, "a route"))
    }
    return claims
  }

  private func content(
    of template: Kind.FileTemplate, locations: [String], of kind: Kind
  ) throws(Failure) -> PublishedFile.Content {
    switch template.content {
    case .copy(let bytes, let sha256): return .copied(bytes, sha256: sha256)
    case .template(let rendering, let source):
      let value: JSON?
      do throws(JSONEError) {
        value = try rendering.render(contextForFiles(locations))
      } catch {
        throw failure(error, of: kind)
      }
      guard let value, !value.isNull else {
        throw Failure(
          .configuration,
          [
            Diagnostic(
              id: "empty-file", "a template under `files` says something; `\(source.name)` is rendered to nothing",
              at: template.place, context: describe(kind))
          ])
      }
      return .rendered(value)
    }
  }

  func text(_ template: Template, _ context: Context, of kind: Kind, _ what: String) throws(Failure) -> String {
    let value: JSON?
    do throws(JSONEError) { value = try template.render(context) } catch { throw failure(error, of: kind) }
    guard let text = value?.string else {
      throw Failure(
        .configuration,
        [Diagnostic(id: "wrong-type", "\(what) is a text", at: template.place, context: describe(kind))])
    }
    return text
  }

  func failure(_ error: JSONEError, of kind: Kind) -> Failure {
    var diagnostic = error.diagnostic
    diagnostic.context = describe(kind) + diagnostic.context
    if case .unknownValue(let name) = error.reason, let way = Self.way(to: name) { diagnostic.help = way }
    return Failure(.configuration, [diagnostic])
  }

  /// How a name that a template may see comes into its context, where it is not in that of every task.
  private static func way(to name: String) -> String? {
    if Axis(rawValue: name) != nil { return "the kind has no such axis: add `\(name)` to its `for-each`" }
    switch name {
    case "image", "imageNames": return "they are those of a key: add `key` to the kind's `for-each`"
    case "secret": return "set `secret:` in \(Settings.path)"
    case "indexPrefix": return "set `index-prefix:` in \(Settings.path)"
    default: return nil
    }
  }
}
