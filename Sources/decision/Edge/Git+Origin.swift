extension Git {
  /// The URL of the remote `origin`, without credentials; nil if there is none.
  func originURL() async -> String? {
    let url = try? await line(["config", "--get", "remote.origin.url"], orElse: "")
    return url.flatMap { $0.isEmpty ? nil : Self.withoutCredentials($0) }
  }

  /// `https://user:token@host/path` → `https://host/path`: the URL ends in tasks that anybody may read.
  static func withoutCredentials(_ url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return url }
    let rest = url[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@"), !url.hasPrefix("ssh://") else { return url }
    return String(url[..<scheme.upperBound] + rest[rest.index(after: at)...])
  }
}
