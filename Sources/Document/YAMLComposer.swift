internal import Diagnostics

/// Builds the nodes of a YAML text from its events. What is wrong in it is gathered; what cannot be read on stops it.
struct YAMLComposer {
  /// What aliases may repeat in all, in bytes of text and 64 for every node, so that a small file stays a small value.
  static let aliasLimit = 10_000_000
  static let nodeSize = 64
  /// The most problems of one file that are told.
  private static let problemLimit = 100

  var documents: [Node] = []
  /// Where each document begins.
  private(set) var documentStarts: [Int] = []
  private(set) var problems: [Problem] = []

  struct Problem {
    let kind: YAMLProblem
    let range: Range<Int>
    var earlier: Range<Int>?
  }

  private let text: UnsafeBufferPointer<UInt8>
  let offsets: CodePointOffsets
  var stack: [Frame] = []
  private var anchors: [String: Built] = [:]
  /// Anchors of collections that are not closed yet: an alias of one would be a loop.
  private var openAnchors: [String] { stack.compactMap(\.anchor) }
  private var repeated = 0
  private var isStopped = false

  /// - Parameter first: where the events begin to count, in bytes: after a byte order mark.
  init(_ text: UnsafeBufferPointer<UInt8>, from first: Int) {
    self.text = text
    offsets = CodePointOffsets(text, from: first)
  }

  /// A node, and what it takes: its height, a scalar's being 0, and its size as `aliasLimit` counts it.
  struct Built {
    let node: Node
    let height: Int
    let size: Int
  }

  /// A sequence or mapping whose end has not come yet.
  struct Frame {
    enum Key {
      /// The next node is a key; in a sequence always this.
      case expected
      case known(String, Range<Int>)
      case merge(Range<Int>)
      /// Already reported: its value is read and dropped.
      case dropped
    }

    let isMapping: Bool
    let isFlow: Bool
    let anchor: String?
    let tag: String?
    let start: Int
    var end: Int
    var elements: [Node] = []
    var members: [Node.Member] = []
    var merged: [Node.Member] = []
    var keys = KeySet()
    var key = Key.expected
    var height = 0
    var size = YAMLComposer.nodeSize
  }

  mutating func take(_ event: YAMLEvent) -> YAMLEvents.Step {
    let start = offsets[event.start]
    let end = offsets[event.end]
    switch event.kind {
    case .documentStart:
      documentStarts.append(start)
      anchors = [:]
    case .documentEnd: break
    case .scalar(let value, let style): takeScalar(value, style, event, start..<max(start, end))
    case .alias(let name): takeAlias(name, start..<end)
    case .open(let collection, let isFlow):
      guard stack.count < JSON.depthLimit else {
        stop(.depth, start..<end)
        break
      }
      stack.append(
        Frame(
          isMapping: collection == .mapping, isFlow: isFlow, anchor: event.anchor, tag: event.tag, start: start,
          end: start))
    case .close: close(end)
    }
    return isStopped || problems.count >= Self.problemLimit ? .stop : .next
  }

  /// Reports what cannot be read on after.
  private mutating func stop(_ kind: YAMLProblem, _ range: Range<Int>) {
    report(kind, range)
    isStopped = true
  }

  mutating func report(_ kind: YAMLProblem, _ range: Range<Int>, earlier: Range<Int>? = nil) {
    problems.append(Problem(kind: kind, range: range, earlier: earlier))
  }
}

// MARK: - Events

extension YAMLComposer {
  private mutating func takeScalar(
    _ value: String, _ style: YAMLEvent.ScalarStyle, _ event: YAMLEvent, _ range: Range<Int>
  ) {
    let range = style == .block ? trimmed(range) : range
    let plainText = style == .plain ? value : nil
    if style == .plain, value == "<<", event.tag == nil, isKeyExpected {
      stack[stack.count - 1].key = .merge(range)
      return
    }
    let content: Node.Content
    switch event.tag {
    case nil where style == .plain: content = YAMLSchema.resolve(value)
    case nil: content = .string(value)
    case let tag?:
      let tagged = YAMLTag(tag)?.content(of: value)
      if tagged == nil { report(YAMLTag(tag) == nil ? .tag(tag) : .tagMismatch(tag), range) }
      content = tagged ?? .string(value)
    }
    let node = Node(content, range: range, plainText: plainText)
    let built = Built(node: node, height: 0, size: Self.nodeSize + value.utf8.count)
    if let anchor = event.anchor { anchors[anchor] = built }
    add(built, end: range.upperBound, keyText: value)
  }

  private mutating func takeAlias(_ name: String, _ range: Range<Int>) {
    guard let built = anchors[name] else {
      report(openAnchors.contains(name) ? .loop(name) : .unknownAlias(name), range)
      add(Built(node: Node(.null, range: range), height: 0, size: 0), end: range.upperBound, keyText: "*" + name)
      return
    }
    repeated += built.size
    if repeated > Self.aliasLimit {
      stop(.aliases, range)
    } else if stack.count + built.height > JSON.depthLimit {
      stop(.depth, range)
    }
    add(built, end: range.upperBound, keyText: built.node.text, keyRange: range)
  }

  private mutating func close(_ end: Int) {
    guard var frame = stack.popLast() else { return }
    if frame.isFlow { frame.end = end }
    let range = frame.start..<max(frame.start, frame.end)
    if let tag = frame.tag, YAMLTag(tag) != (frame.isMapping ? .map : .seq) {
      report(YAMLTag(tag) == nil ? .tag(tag) : .tagMismatch(tag), frame.start..<frame.start)
    }
    let content: Node.Content
    if frame.isMapping {
      for member in frame.merged where frame.keys.insert(member.key) { frame.members.append(member) }
      content = .object(frame.members)
    } else {
      content = .array(frame.elements)
    }
    let built = Built(node: Node(content, range: range), height: frame.height + 1, size: frame.size)
    if let anchor = frame.anchor { anchors[anchor] = built }
    add(built, end: range.upperBound, keyText: nil)
  }

  /// White space at the end of a block scalar is not shown.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, [0x20, 0x0A, 0x0D, 0x09].contains(text[end - 1]) { end -= 1 }
    return range.lowerBound..<end
  }
}
