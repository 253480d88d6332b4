package import Diagnostics
import Document
package import JSONE

/// `taskcluster/kinds/<name>.yml`: one kind of task, its templates compiled.
package struct Kind: Sendable {
  package let name: String
  package let file: SourceFile
  package let description: String
  /// The axes of `for-each`, in its order.
  package let axes: [Axis]
  /// Where they are named; the beginning of the file if they are not.
  let axesPlace: Place
  /// Absent: always.
  package let when: Expression?
  package let whenPlace: Place?
  /// Kinds that come first.
  package let needs: [String]
  /// Where each of them is named.
  let needPlaces: [String: Place]
  package let files: [FileTemplate]
  package let upToDate: UpToDateRule?
  package let hasOptionalScopes: Bool
  package let task: Template
  /// `task:` as it was written: what is wrong with a rendered task is shown here.
  let written: WrittenPlace.Layer
  /// Switches that its templates look at, in camel case.
  let flags: Set<String>

  /// One entry of `files:`.
  package struct FileTemplate: Sendable {
    package enum Content: Sendable {
      case template(Template, SourceFile)
      case copy([UInt8], sha256: String)
    }
    /// The name as it is written, not rendered yet.
    package let nameText: String
    package let name: Template
    package let content: Content
    package let place: Place
  }

  /// §7: one file's digest, per location, and the routes that say which task built it last.
  package struct UpToDateRule: Sendable {
    /// The file that is rendered for one location alone; the digest is that of its bytes.
    package let file: FileTemplate
    /// A route, with `digest` in its context.
    package let digestRoute: Template
    package let latestRoute: Template
    package let place: Place
  }

  package static func path(of name: String) -> String { "taskcluster/kinds/\(name).yml" }
}

extension Kind {
  /// Every name that its templates read, those of `files:` included.
  package var freeNames: Set<String> {
    var names = task.freeNames.union(when?.freeNames ?? [])
    for template in [upToDate?.digestRoute, upToDate?.latestRoute] { names.formUnion(template?.freeNames ?? []) }
    for file in files { names.formUnion(file.name.freeNames) }
    return names
  }

  /// Whether a file's name, which sees more than its content, looks at the decision task or its time.
  var fileNamesAskDecision: Bool {
    files.contains { !$0.name.freeNames.isDisjoint(with: TemplateContext.namesOfDecision) }
  }
}
