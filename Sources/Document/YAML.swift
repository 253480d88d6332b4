internal import CYAML

/// One step of a YAML text, as libyaml sees it. Places are code points from the text's start.
struct YAMLEvent {
  enum Kind {
    case documentStart
    case documentEnd
    case scalar(text: String, style: ScalarStyle)
    case alias(String)
    case open(Collection, isFlow: Bool)
    /// The end of the innermost collection.
    case close
  }

  enum Collection { case sequence, mapping }

  enum ScalarStyle { case plain, quoted, block }

  let kind: Kind
  /// `&name`
  var anchor: String?
  /// In full: `tag:yaml.org,2002:str`.
  var tag: String?
  let start: Int
  let end: Int
}

/// What libyaml refuses to read, in its own words.
struct YAMLSyntaxError: Error {
  enum Place {
    /// Code points from the start.
    case mark(Int)
    /// Bytes from the start.
    case byte(Int)
  }

  let problem: String
  let place: Place
  let context: String?
  let contextMark: Int
}

/// libyaml's event parser: the only place that touches it.
enum YAMLEvents {
  enum Step {
    case next
    case stop
  }

  /// Hands over the events of a text in order, without those of the stream, until the end, an error or a stop.
  static func read(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (YAMLEvent) -> Step
  ) throws(YAMLSyntaxError) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    let event = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)
    defer {
      event.deallocate()
      parser.deallocate()
    }
    guard yaml_parser_initialize(parser) == 1 else { throw .outOfMemory }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    while true {
      guard yaml_parser_parse(parser, event) == 1 else { throw YAMLSyntaxError(parser.pointee) }
      defer { yaml_event_delete(event) }
      if event.pointee.type == YAML_STREAM_END_EVENT { return }
      guard let step = YAMLEvent(event.pointee) else { continue }
      if case .stop = body(step) { return }
    }
  }
}

extension YAMLEvent {
  fileprivate init?(_ event: yaml_event_t) {
    let data = event.data
    switch event.type {
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: kind = .close
    case YAML_ALIAS_EVENT: kind = .alias(String(yaml: data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let bytes = UnsafeBufferPointer(start: data.scalar.value, count: data.scalar.length)
      kind = .scalar(text: String(decoding: bytes, as: UTF8.self), style: ScalarStyle(data.scalar.style))
      anchor = String(yaml: data.scalar.anchor)
      tag = String(yaml: data.scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      kind = .open(.sequence, isFlow: data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE)
      anchor = String(yaml: data.sequence_start.anchor)
      tag = String(yaml: data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      kind = .open(.mapping, isFlow: data.mapping_start.style == YAML_FLOW_MAPPING_STYLE)
      anchor = String(yaml: data.mapping_start.anchor)
      tag = String(yaml: data.mapping_start.tag)
    default: return nil
    }
    start = event.start_mark.index
    end = event.end_mark.index
  }
}

extension YAMLEvent.ScalarStyle {
  fileprivate init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .quoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: self = .block
    default: self = .plain
    }
  }
}

extension YAMLSyntaxError {
  fileprivate static let outOfMemory = YAMLSyntaxError(
    problem: "out of memory", place: .byte(0), context: nil, contextMark: 0)

  fileprivate init(_ parser: yaml_parser_t) {
    problem = parser.problem.map { String(cString: $0) } ?? "out of memory"
    context = parser.context.map { String(cString: $0) }
    contextMark = parser.context_mark.index
    place =
      parser.error == YAML_READER_ERROR ? .byte(parser.problem_offset) : .mark(parser.problem_mark.index)
  }
}

extension String {
  fileprivate init?(yaml text: UnsafeMutablePointer<yaml_char_t>?) {
    guard let text else { return nil }
    self.init(cString: text)
  }
}
