import Diagnostics
import ImageConfig
import TaskGraph

/// What somebody calls keys, environments and locations on the line, as the project spells them.
enum PackerNames {
  /// - Returns: the keys in lower case, as the project has them.
  /// - Throws: keys and an environment that the project does not have, with exit code 64.
  static func check(_ keys: [String], _ environment: String?, _ project: Project) throws(Failure) -> [String] {
    let known = project.catalog.keys
    let names = keys.map { $0.lowercased() }
    var problems = zip(keys, names).filter { !known.contains($1) }.map { key, name in
      Diagnostic(
        id: "unknown-key", "there is no key `\(key)`",
        help: NearMiss.best(name, among: known).map { "did you mean `\($0)`?" })
    }
    let environments = project.settings.environments.map(\.name)
    if let environment, !environments.contains(environment) {
      problems.append(
        Diagnostic(
          id: "unknown-environment", "there is no environment `\(environment)`",
          help: NearMiss.best(environment, among: environments).map { "did you mean `\($0)`?" }
            ?? "known are \(environments.joined(separator: ", "))"))
    }
    guard problems.isEmpty else { throw Failure(.usage, problems) }
    return names
  }

  /// The location that a name means, as configs may spell it: `Central US` is `centralus`.
  static func location(_ name: String, among known: some Sequence<String>) -> String? {
    let plain = name.lowercased().filter { $0 != " " }
    return known.first { $0 == name } ?? known.first { $0 == plain }
  }

  static func unknown(_ location: String, among known: some Sequence<String>) -> Failure {
    let known = known.sorted()
    return Failure(
      .usage,
      [
        Diagnostic(
          id: "unknown-location", "the key is not built in `\(location)`",
          help: NearMiss.best(location, among: known).map { "did you mean `\($0)`?" }
            ?? "its locations are \(known.joined(separator: ", "))")
      ])
  }
}
