internal import TaskDefinitions

/// Takes secrets out of texts that others wrote: a load balancer's page may quote the request it did not like, whole or
/// cut, in whatever encoding a page or a log has.
package struct Redaction: Sendable {
  package static let mark = "(secret)"
  /// No secret is known; a header's signature and the password of a URL are still taken out.
  package static let none = Redaction([])

  /// Characters of a secret that nobody needs to see of it: so many in a row, from wherever in it, are taken out.
  private static let shownAtMost = 12

  /// As `BareText` has them. The longest first, so that no rest of one stays when a shorter one is part of it.
  private let wholes: [[UInt8]]
  /// All that stands in the others, in pieces of one length, as hashes.
  private let pieces: Set<Int>

  private init(bare wholes: [[UInt8]], pieces: Set<Int>) {
    self.wholes = Set(wholes).filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    self.pieces = pieces
  }

  /// - Parameters:
  ///   - secrets: what is taken out whole. A piece of it may be a word of its own.
  ///   - random: what is taken out in pieces too, and within base 64: it is chance, so that no text holds a piece of it.
  package init(_ secrets: some Sequence<String>, random: some Sequence<String> = []) {
    let bare = random.map { BareText($0).bytes }
    let encoded = random.flatMap(BareText.inBase64).filter { $0.count >= Self.shownAtMost }
    let long = encoded + bare.filter { $0.count >= Self.shownAtMost }
    let short = bare.filter { $0.count < Self.shownAtMost }
    self.init(
      bare: secrets.map { BareText($0).bytes } + short, pieces: Set(long.lazy.flatMap { Self.pieces(of: $0) }))
  }

  /// The same with more of them.
  package func adding(_ more: some Sequence<String>) -> Redaction {
    Redaction(bare: wholes + more.map { BareText($0).bytes }, pieces: pieces)
  }

  package func apply(to text: some StringProtocol) -> String {
    let bare = BareText(text)
    var hidden = bare.signatures
    for whole in wholes { hidden += bare.ranges(of: whole) }
    for (start, piece) in Self.pieces(of: bare.bytes).enumerated() where pieces.contains(piece) {
      hidden.append(bare.range(start..<(start + Self.shownAtMost)))
    }
    return Self.replace(hidden, in: Array(text.utf8))
  }

  private static func pieces(of bytes: [UInt8]) -> some Sequence<Int> {
    (0..<max(0, bytes.count - shownAtMost + 1)).lazy.map { start in
      bytes[start..<(start + shownAtMost)].hashValue
    }
  }

  /// Ranges that touch are one mark.
  private static func replace(_ hidden: [Range<Int>], in text: [UInt8]) -> String {
    var result: [UInt8] = []
    var kept = 0
    var end = -1
    for range in hidden.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > end {
        result += text[kept..<range.lowerBound]
        result += mark.utf8
      }
      end = max(end, range.upperBound)
      kept = end
    }
    return String(decoding: result + text[kept...], as: UTF8.self)
  }
}

extension Redaction: CustomStringConvertible, CustomReflectable {
  package var description: String { "\(wholes.count) secrets" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
