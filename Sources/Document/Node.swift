/// A value as a person wrote it: what it says, and where. YAML and JSON files are read into these.
public struct Node: Sendable {
  public enum Content: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([Node])
    case object([Member])
  }

  public struct Member: Sendable {
    public let key: String
    /// UTF-8 offsets of the key, quotes included.
    public let keyRange: Range<Int>
    public let value: Node

    public init(key: String, keyRange: Range<Int>, value: Node) {
      self.key = key
      self.keyRange = keyRange
      self.value = value
    }
  }

  public let content: Content
  /// UTF-8 offsets in the file, quotes included, trailing white space not.
  public let range: Range<Int>
  /// The text of a plain scalar as it was written, `0620052` or `no`, whatever the schema makes of it; nil of other
  /// nodes.
  public let plainText: String?

  public init(_ content: Content, range: Range<Int>, plainText: String? = nil) {
    self.content = content
    self.range = range
    self.plainText = plainText
  }
}

extension Node {
  /// The value alone. Members come in the order of their keys.
  public var json: JSON {
    switch content {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let value): .number(value)
    case .string(let value): .string(value)
    case .array(let nodes): .array(nodes.map(\.json))
    case .object(let members):
      .object(JSONObject(members.map { JSONObject.Member(key: $0.key, value: $0.value.json) }))
    }
  }

  /// A value that nobody wrote: every range is empty.
  public init(_ json: JSON) {
    let nowhere = 0..<0
    switch json {
    case .null: self.init(.null, range: nowhere)
    case .bool(let value): self.init(.bool(value), range: nowhere)
    case .number(let value): self.init(.number(value), range: nowhere)
    case .string(let value): self.init(.string(value), range: nowhere)
    case .array(let values): self.init(.array(values.map(Node.init)), range: nowhere)
    case .object(let object):
      self.init(
        .object(object.members.map { Member(key: $0.key, keyRange: nowhere, value: Node($0.value)) }), range: nowhere)
    }
  }

  public var array: [Node]? { if case .array(let nodes) = content { nodes } else { nil } }
  public var members: [Member]? { if case .object(let members) = content { members } else { nil } }
  public func member(_ key: String) -> Member? { members?.first { $0.key.hasSameBytes(as: key) } }
  public subscript(key: String) -> Node? { member(key)?.value }

  /// The text of a scalar where text is expected: a string's own, and what was written of anything else.
  public var text: String? {
    switch content {
    case .string(let value): value
    case .null, .bool, .number: plainText
    case .array, .object: nil
    }
  }
}
