import Diagnostics
import Document
import JSONE
import TaskDefinitions

extension TaskContext {
  /// Whether the kind's `when` is true, as JSON-e has truth.
  func isWanted(by kind: Kind) throws(Failure) -> Bool {
    guard let when = kind.when else { return true }
    do throws(JSONEError) {
      return try when.isTrue(context())
    } catch {
      throw failure(error, of: kind)
    }
  }

  /// The files that the decision task publishes for this task.
  func files(of kind: Kind) throws(Failure) -> [PublishedFile] {
    var files: [PublishedFile] = []
    for template in kind.files {
      let name = try text(template.name, contextForFileNames, of: kind, "a file's name")
      guard Self.isSafe(name) else {
        throw Failure(
          .configuration,
          [
            Diagnostic(
              id: "file-name", "a published file's name is a relative path of letters, digits, `-`, `_` and `.`",
              at: template.place, context: describe(kind))
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
    case .template(let template, _):
      do throws(JSONEError) {
        return .rendered(try template.render(contextForFiles(locations)) ?? .null)
      } catch {
        throw failure(error, of: kind)
      }
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
    return Failure(.configuration, [diagnostic])
  }

  /// It becomes a path below the artifacts' folder, and a URL.
  static func isSafe(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return name.utf8.count <= 200
      && parts.allSatisfy { part in
        !part.isEmpty && part != "." && part != ".."
          && part.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
              || $0 == 0x2E || $0 == 0x5F
          }
      }
  }
}
