/// A folder that can be read: on the disk, in a git commit, or made up by a test. Paths are relative to it, with `/`.
///
/// This is an effect, so it is passed in.
public protocol FileTree: Sendable {
  /// The bytes of a file; nil if there is none.
  func read(_ path: String) throws -> [UInt8]?
  /// The names of the files right in a folder, sorted; nil if there is no such folder.
  func names(in folder: String) throws -> [String]?
}
