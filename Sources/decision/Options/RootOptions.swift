import ArgumentParser
import Diagnostics
import Document
import Glibc

/// Where the project is.
struct RootOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that holds config/ and taskcluster/. (default: the nearest, from here up)", valueName: "dir"),
    completion: .directory)
  var root: String?

  func find() throws -> String { try Self.find(root) }

  /// The folder, if there is a project in it: not every branch of a repository has one.
  func findIfThere() -> String? {
    guard let folder = try? find(), Self.isProject(folder) else { return nil }
    return folder
  }

  /// - Parameter root: the folder, if one is named.
  /// - Throws: exit code 78 if no folder from here up is a project.
  static func find(_ root: String?) throws -> String {
    if let root {
      guard isFolder(root) else {
        throw Failure(.usage, [Diagnostic(id: "no-root", "--root names a folder; `\(root)` is none")])
      }
      return root
    }
    guard let here = getcwd(nil, 0) else { throw Failure(.configuration, [nothingFound]) }
    defer { free(here) }
    var parts = String(cString: here).split(separator: "/").map(String.init)
    while true {
      let folder = "/" + parts.joined(separator: "/")
      if isProject(folder) { return folder }
      guard parts.popLast() != nil else { throw Failure(.configuration, [nothingFound]) }
    }
  }

  private static var nothingFound: Diagnostic {
    Diagnostic(
      id: "no-root", "a project is a folder that holds `config/` and `taskcluster/`; there is none from here up",
      help: "go there, or name it with --root")
  }

  private static func isProject(_ folder: String) -> Bool {
    isFolder(folder + "/config") && isFolder(folder + "/taskcluster")
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
