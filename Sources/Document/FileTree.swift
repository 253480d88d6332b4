/// A folder that can be read: on the disk, in a git commit, or made up by a test. Paths are relative to it, with `/`.
///
/// This is an effect, so it is passed in.
public protocol FileTree: Sendable {
  /// The bytes of a file; nil if nothing bears that name.
  ///
  /// - Throws: why it cannot be read: a folder, a pipe, a link that leads nowhere are there, and are no files.
  func read(_ path: String) throws -> [UInt8]?
  /// The names of all that lies right in a folder, of whatever kind it is, sorted; nil if there is no such folder. What
  /// somebody put where a file is expected is then read, and refused, rather than passed over.
  func names(in folder: String) throws -> [String]?
}
