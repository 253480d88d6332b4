/// The rules of image keys: the stems of the files in `config/`, in lower case.
enum ImageKey {
  static let folder = "config"
  static let defaults = "defaults.yaml"

  /// In characters, so that the name of Packer's temporary resource group, `pkr-<key>-<location>-<time>`, has the 90
  /// that Azure allows.
  static let limit = 50

  /// What stands before `.yaml`; nil of a file that has another name.
  static func stem(of name: String) -> String? {
    let ending = ".yaml".utf8
    guard name.utf8.count >= ending.count, name.utf8.suffix(ending.count).elementsEqual(ending) else { return nil }
    return String(decoding: name.utf8.dropLast(ending.count), as: UTF8.self)
  }

  /// Emacs marks a file that is being edited by a link beside it, which leads nowhere.
  static func isLock(_ name: String) -> Bool { name.hasPrefix(".#") }

  /// The key of a file's stem; nil if it cannot be one.
  static func key(of stem: String) -> String? {
    let key = stem.utf8.allSatisfy(ByteSet.key.contains) ? stem : stem.lowercased()
    let bytes = key.utf8
    guard let first = bytes.first, ByteSet.lowerCase.contains(first), bytes.count <= limit,
      bytes.allSatisfy(ByteSet.key.contains)
    else { return nil }
    return key
  }
}
