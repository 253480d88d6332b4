/// A text that a person wrote, with the name it is shown under: a path relative to the root, or `commit message`.
public struct SourceFile: Sendable, Hashable {
  public let name: String
  public let text: String
  /// What the text was made of, where that was not UTF-8.
  private let repaired: RepairedBytes?

  public init(name: String, text: String) {
    self.name = name
    var text = text
    text.makeContiguousUTF8()
    self.text = text
    repaired = nil
  }

  /// Bytes that are not UTF-8 become U+FFFD, so that every range is one of valid text. They are kept beside it: a correction
  /// leaves alone what it does not correct, and an editor is told offsets in what it has.
  public init(name: String, bytes: some Collection<UInt8>) {
    self.name = name
    let repaired = String(validating: bytes, as: UTF8.self) == nil ? RepairedBytes(Array(bytes)) : nil
    self.repaired = repaired
    text = repaired?.text ?? String(decoding: bytes, as: UTF8.self)
  }

  /// The file's own bytes.
  public var bytes: [UInt8] { repaired?.bytes ?? Array(text.utf8) }

  /// Where an offset of the text stands in the file's own bytes.
  public func byteOffset(of offset: Int) -> Int { repaired?.offset(of: offset) ?? offset }

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
