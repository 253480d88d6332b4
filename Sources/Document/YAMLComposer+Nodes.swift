extension YAMLComposer {
  var isKeyExpected: Bool {
    // In place: a frame has a dozen parts, and this is asked at every scalar.
    let top = stack.count - 1
    guard top >= 0, stack[top].isMapping, case .expected = stack[top].key else { return false }
    return true
  }

  /// Puts a finished node where it belongs: the document, a sequence, or a mapping, as key or value.
  mutating func add(_ built: Built, end: Int, keyText: String?, keyRange: Range<Int>? = nil) {
    guard !stack.isEmpty else {
      documents.append(built.node)
      return
    }
    let top = stack.count - 1
    stack[top].end = max(stack[top].end, end)
    if isKeyExpected {
      stack[top].key = takeKey(keyText, keyRange ?? built.node.range)
      return
    }
    stack[top].height = max(stack[top].height, built.height)
    stack[top].size += built.size
    guard stack[top].isMapping else {
      stack[top].elements.append(built.node)
      return
    }
    switch stack[top].key {
    case .known(let key, let range):
      stack[top].members.append(Node.Member(key: key, keyRange: range, value: built.node))
      stack[top].size += key.utf8.count
    case .merge(let range): merge(built.node, range)
    case .dropped, .expected: break
    }
    stack[top].key = .expected
  }

  private mutating func takeKey(_ text: String?, _ range: Range<Int>) -> Frame.Key {
    guard let text else {
      report(.complexKey, range)
      return .dropped
    }
    guard stack[stack.count - 1].keys.insert(text) else {
      let earlier = stack[stack.count - 1].members.first { $0.key.hasSameBytes(as: text) }?.keyRange
      report(.duplicateKey(text), range, earlier: earlier)
      return .dropped
    }
    return .known(text, range)
  }

  /// The members of a mapping, or of each in a list, under those that stand here themselves; of two sources the first.
  private mutating func merge(_ source: Node, _ range: Range<Int>) {
    let sources = source.array ?? [source]
    for source in sources {
      guard let members = source.members else {
        report(.merge, range)
        return
      }
      stack[stack.count - 1].merged += members
    }
  }
}
