public import Diagnostics

extension JSON {
  /// How deep values are nested at most, in every text that is read: a deeper one would exhaust the stack when it is
  /// written, compared or released.
  public static let depthLimit = 1_000

  /// Reads one JSON text. Of equal keys the last holds, as JavaScript has it.
  ///
  /// - Throws: the first thing that is wrong, with its offset.
  public init(parsing bytes: some Collection<UInt8>) throws(JSONSyntaxError) {
    let result = bytes.withContiguousStorageIfAvailable { buffer in
      Result { () throws(JSONSyntaxError) in try JSONParser<PlainJSON>.parse(buffer) }
    }
    if let result {
      self = try result.get()
    } else {
      try self.init(parsing: Array(bytes))
    }
  }
}

extension Node {
  /// Reads a JSON file; every node has its range.
  ///
  /// - Throws: a failure of the configuration with the one thing that is wrong first. A key that stands twice is an
  ///   error, at the second one.
  public init(json file: SourceFile) throws(Failure) {
    let result = file.text.utf8.withContiguousStorageIfAvailable { buffer in
      Result { () throws(JSONSyntaxError) in try JSONParser<PlacedJSON>.parse(buffer) }
    }
    switch result {
    case .success(let node)?: self = node
    case .failure(let error)?:
      throw Failure(.configuration, [Diagnostic(id: "json-syntax", error.message, at: file.place(at: error.offset))])
    case nil: preconditionFailure("the text of a source file is contiguous")
    }
  }
}

private enum PlainJSON: JSONBuilder {
  static func scalar(_ value: JSON, _ range: Range<Int>) -> JSON { value }
  static func array(_ elements: [JSON], _ range: Range<Int>) -> JSON { .array(elements) }
  static func object(_ members: [JSONObject.Member], _ range: Range<Int>) -> JSON { .object(JSONObject(members)) }
  static func member(_ key: String, _ keyRange: Range<Int>, _ value: JSON) -> JSONObject.Member {
    JSONObject.Member(key: key, value: value)
  }
}

private enum PlacedJSON: JSONBuilder {
  static func scalar(_ value: JSON, _ range: Range<Int>) -> Node {
    switch value {
    case .bool(let value): Node(.bool(value), range: range)
    case .number(let value): Node(.number(value), range: range)
    case .string(let value): Node(.string(value), range: range)
    case .null, .array, .object: Node(.null, range: range)
    }
  }
  static func array(_ elements: [Node], _ range: Range<Int>) -> Node { Node(.array(elements), range: range) }
  static func object(_ members: [Node.Member], _ range: Range<Int>) throws(JSONSyntaxError) -> Node {
    if let second = KeySet.firstRepeated(members) {
      throw JSONSyntaxError(offset: second.keyRange.lowerBound, reason: .duplicateKey(second.key))
    }
    return Node(.object(members), range: range)
  }
  static func member(_ key: String, _ keyRange: Range<Int>, _ value: Node) -> Node.Member {
    Node.Member(key: key, keyRange: keyRange, value: value)
  }
}
