import Document
import ImageConfig
import TaskGraph

/// What a shell offers after Tab: the names of the project that one stands in. A project that cannot be read offers
/// nothing; this is no place to complain.
enum ProjectNames {
  static var keys: [String] { project?.catalog.keys ?? [] }
  static var environments: [String] { project?.settings.environments.map(\.name) ?? [] }
  static var kinds: [String] { project?.kinds.map(\.name) ?? [] }

  private static var project: Project? {
    guard let root = try? RootOptions.find(nil) else { return nil }
    return try? Project(in: DiskFileTree(root: root))
  }
}
