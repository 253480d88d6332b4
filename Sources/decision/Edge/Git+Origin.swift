import Document
import Glibc

extension Git {
  /// The URL of the remote `origin`, without credentials; nil if there is none.
  ///
  /// It stands in the checkout's own config file, mostly plainly: then no process is needed to read it.
  func originURL() async -> String? {
    let url: String?
    if let plain = plainOriginURL() {
      url = plain
    } else {
      url = try? await line(["config", "--get", "remote.origin.url"], orElse: "")
    }
    return url.flatMap { $0.isEmpty ? nil : Self.withoutCredentials($0) }
  }

  /// What git would say, where nothing but one plain line of `.git/config` has a say in it; nil wherever git may see more
  /// than that: variables of the environment, includes, quotes, escapes, comments in the line, linked worktrees.
  private func plainOriginURL() -> String? {
    guard !TaskEnvironment().all.keys.contains(where: { $0.hasPrefix("GIT_") }),
      let config = try? DiskFileTree(root: folder, limit: 65_536).read(".git/config")
    else { return nil }
    let text = String(decoding: config, as: UTF8.self)
    let lower = text.lowercased()
    guard !lower.containsBytes(of: "include"), !lower.containsBytes(of: "worktreeconfig"),
      !text.containsBytes(of: "\\")
    else { return nil }
    var isOrigin = false
    var url: String?
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.trimmed
      if line.hasPrefix("[") {
        // `[remote "origin"] url = …` on one line is not plain.
        guard line.hasSuffix("]") else { return nil }
        isOrigin = line == "[remote \"origin\"]"
        // Git reads the section's name without case, and knows an older form with a dot.
        if !isOrigin, line.lowercased().contains("origin"), line.lowercased().hasPrefix("[remote") { return nil }
      } else if isOrigin, let equals = line.firstIndex(of: "="), line[..<equals].trimmed.lowercased() == "url" {
        let value = line[line.index(after: equals)...].trimmed
        guard !value.isEmpty, !value.contains(where: { "\"#;".contains($0) }) else { return nil }
        url = String(value)
      }
    }
    return url
  }

  /// `https://user:token@host/path` → `https://host/path`: the URL ends in tasks that anybody may read.
  static func withoutCredentials(_ url: String) -> String {
    guard let scheme = url.range(of: "://") else { return url }
    let rest = url[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@"), !url.hasPrefix("ssh://") else { return url }
    return String(url[..<scheme.upperBound] + rest[rest.index(after: at)...])
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    var text = drop(while: blank)
    while let last = text.last, blank(last) { text.removeLast() }
    return text
  }
}

extension String {
  fileprivate func range(of needle: String) -> Range<String.Index>? {
    guard let start = firstIndex(where: { _ in true }) else { return nil }
    var index = start
    while index < endIndex {
      if self[index...].hasPrefix(needle) { return index..<self.index(index, offsetBy: needle.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
