package import Diagnostics
package import Document
package import JSONE
package import TaskDefinitions

/// `taskcluster/config.yml`, read and checked.
package struct Settings: Sendable {
  package static let path = "taskcluster/config.yml"

  package struct Environment: Sendable, Equatable {
    package let name: String
    /// Without `/` at the end.
    package let rootURL: String
  }

  /// `task-defaults`.
  package struct Defaults: Sendable {
    package let template: Template
    let written: WrittenPlace.Layer
    /// Switches that it looks at, in camel case.
    let flags: Set<String>
  }

  package let file: SourceFile
  /// Sorted by name.
  package let environments: [Environment]
  package let platforms: [String]
  /// The first half of a worker pool's name, longest first.
  package let provisioners: [String]
  /// Below this, without `index.` in front, lie all routes of the images.
  package let indexPrefix: String?
  /// The name of the secret that Packer's credentials are in.
  package let secret: String?
  /// Lies under the task of every kind.
  package let defaults: Defaults?
  /// `provisioner/workerType` → the implementation whose payload rules hold there.
  package let workers: [String: WorkerImplementation]
  /// Free values, for the templates.
  package let vars: JSON
  /// In this order.
  package let kinds: [String]
  /// Where each of them is named.
  let kindPlaces: [String: Place]
}

extension Settings {
  /// What runs on a worker pool; nil if the settings do not say. A name that ends in `*` stands for all that begin so, the
  /// longest one first.
  package func implementation(of pool: String) -> WorkerImplementation? {
    if let exact = workers[pool] { return exact }
    let patterns = workers.keys.filter { $0.hasSuffix("*") && pool.hasPrefix($0.dropLast()) }
    return patterns.max { $0.utf8.count < $1.utf8.count }.flatMap { workers[$0] }
  }

  /// The environments of a deployment. An unknown root URL is an error, never production by default.
  package func environments(at rootURL: String) throws(Failure) -> [Environment] {
    let wanted = rootURL.hasSuffix("/") ? String(rootURL.dropLast()) : rootURL
    let found = environments.filter { $0.rootURL == wanted }
    guard found.isEmpty else { return found }
    throw Failure(
      .configuration,
      [
        Diagnostic(
          id: "unknown-root-url", "no environment has the root URL `\(wanted)`",
          help:
            "known are \(environments.map { "\($0.name) (\($0.rootURL))" }.joined(separator: ", ")); add it to `environments` in \(Self.path)"
        )
      ])
  }
}
