internal import Document

/// The forms of text that Taskcluster's schemas ask for. Each is a scan over bytes: ten thousand tasks are checked in
/// the time that a regular expression takes to start.
package enum TextPattern: Sendable, Hashable {
  case taskID, provisionerID, workerType, taskQueueID, schedulerID, projectID, printableASCII, source
  case sha256, base64, uri, dateTime

  /// What the text must be, as the end of «must be …».
  package var rule: String {
    switch self {
    case .taskID: "a task id: 22 characters, as slugid makes them"
    case .provisionerID: "1 to 38 letters, digits, `-` or `_`"
    case .workerType: "1 to 38 lower-case letters, digits or `-`, a letter first and no `-` last"
    case .taskQueueID: "`<provisionerId>/<workerType>`"
    case .schedulerID: "1 to 38 letters, digits, `-` or `_`"
    case .projectID: "1 to 500 letters, digits, `.`, `_`, `/` or `-`"
    case .printableASCII: "printable ASCII"
    case .source: "a link that begins with `https://`, `http://`, `ssh://` or `git@`"
    case .sha256: "64 digits of lower-case hexadecimal"
    case .base64: "base 64"
    case .uri: "a URI"
    case .dateTime: "a time as RFC 3339 has it, with a zone: `2026-01-31T12:00:00.000Z`"
    }
  }

  package func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches($0) }
  }

  private func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .taskID: Self.isTaskID(bytes)
    case .provisionerID, .schedulerID: (1...38).contains(bytes.count) && bytes.allSatisfy(\.isSlugByte)
    case .workerType: Self.isWorkerType(bytes[...])
    case .taskQueueID: Self.isTaskQueueID(bytes)
    case .projectID:
      (1...500).contains(bytes.count)
        && bytes.allSatisfy { $0.isSlugByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
    case .printableASCII: bytes.allSatisfy { (0x20...0x7E).contains($0) }
    case .source: Self.sourceBeginnings.contains { bytes.starts(with: $0.utf8) }
    case .sha256: bytes.count == 64 && bytes.allSatisfy(\.isLowerHexByte)
    case .base64: Self.isBase64(bytes)
    case .uri: URIText.isURI(bytes)
    case .dateTime: Timestamp(iso: String(decoding: bytes, as: UTF8.self)) != nil
    }
  }

  private static let sourceBeginnings = ["https://", "http://", "ssh://", "git@"]

  /// Source: task.json, `^[A-Za-z0-9_-]{8}[Q-T][A-Za-z0-9_-][CGKOSWaeimquy26-][A-Za-z0-9_-]{10}[AQgw]$`.
  private static func isTaskID(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count == 22, bytes.allSatisfy(\.isSlugByte) else { return false }
    let variant: StaticString = "CGKOSWaeimquy26-"
    let end: StaticString = "AQgw"
    return (UInt8(ascii: "Q")...UInt8(ascii: "T")).contains(bytes[8])
      && variant.withUTF8Buffer { $0.contains(bytes[10]) } && end.withUTF8Buffer { $0.contains(bytes[21]) }
  }

  /// Source: task.json, `^[a-z]([-a-z0-9]{0,36}[a-z0-9])?$`.
  private static func isWorkerType(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 38 else { return false }
    let dash = UInt8(ascii: "-")
    return first.isLowerByte && last != dash
      && bytes.allSatisfy { $0.isLowerByte || $0.isDigitByte || $0 == dash }
  }

  private static func isTaskQueueID(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return false }
    return (1...38).contains(slash) && bytes[..<slash].allSatisfy(\.isSlugByte)
      && isWorkerType(bytes[(slash + 1)...])
  }

  /// Source: the generic-worker schemas, `^[A-Za-z0-9/+]+[=]{0,2}$`.
  private static func isBase64(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    let digits = bytes.dropLast(padding)
    return padding <= 2 && !digits.isEmpty
      && digits.allSatisfy { $0.isAlphanumericByte || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "+") }
  }
}

extension UInt8 {
  var isLowerByte: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
  var isDigitByte: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var isLetterByte: Bool { isLowerByte || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
  var isAlphanumericByte: Bool { isLetterByte || isDigitByte }
  var isWordByte: Bool { isAlphanumericByte || self == UInt8(ascii: "_") }
  /// A byte of a slug: `[A-Za-z0-9_-]`.
  var isSlugByte: Bool { isWordByte || self == UInt8(ascii: "-") }
  var isLowerHexByte: Bool { isDigitByte || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self) }
  var isHexByte: Bool { isLowerHexByte || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(self) }
}
