import Document

extension JSONWriter {
  /// One value, laid out for people and for `diff`, with a line feed at its end.
  static func document(reserving capacity: Int = 4096, _ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter(.pretty, reserving: capacity)
    write(&writer)
    var bytes = writer.finish()
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  mutating func write(_ key: String, _ value: JSON) {
    self.key(key)
    write(value)
  }

  mutating func write(_ key: String, _ text: String) { write(key, .string(text)) }
}
