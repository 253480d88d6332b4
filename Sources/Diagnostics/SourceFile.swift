/// A text that a person wrote, with the name it is shown under: a path relative to the root, or `commit message`.
public struct SourceFile: Sendable, Hashable {
  public let name: String
  public let text: String

  public init(name: String, text: String) {
    self.name = name
    var text = text
    text.makeContiguousUTF8()
    self.text = text
  }

  /// Bytes that are not UTF-8 become U+FFFD, so that every range is one of valid text.
  public init(name: String, bytes: some Collection<UInt8>) {
    self.init(name: name, text: String(decoding: bytes, as: UTF8.self))
  }

  public func place(_ range: Range<Int>) -> Place { Place(file: self, range: range) }
  public func place(at offset: Int) -> Place { Place(file: self, range: offset..<offset) }

  /// The text of a range of UTF-8 offsets; both ends are clamped to the text.
  public subscript(range: Range<Int>) -> String {
    let count = text.utf8.count
    let low = Swift.min(Swift.max(range.lowerBound, 0), count)
    let high = Swift.min(Swift.max(range.upperBound, low), count)
    return String(decoding: text.utf8.dropFirst(low).prefix(high - low), as: UTF8.self)
  }
}

/// A half-open range of UTF-8 offsets in a file. Lines and columns are made of it only when it is shown.
public struct Place: Sendable, Hashable {
  public let file: SourceFile
  public let range: Range<Int>

  public init(file: SourceFile, range: Range<Int>) {
    self.file = file
    self.range = range
  }

  public var text: String { file[range] }
}
