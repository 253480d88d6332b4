internal import Document
internal import TaskDefinitions

/// Checks the signature of a request, as the auth service does. Source: Hawk's API.md; the certificates of temporary
/// credentials are Taskcluster's own.
struct HawkCheck {
  private let request: APIRequest
  private let fields: [String: String]
  private let now: Timestamp

  init(_ request: APIRequest, header: String, now: Timestamp) {
    self.request = request
    self.now = now
    fields = Self.fields(of: header)
  }

  /// Who signed, or why that is not known.
  func caller(among known: [Authentication.Credentials]) -> Caller {
    guard let id = fields["id"], let time = fields["ts"].flatMap({ Int64($0) }), let nonce = fields["nonce"],
      let mac = fields["mac"]
    else { return .unknown("Bad Request: Missing attributes") }
    let (milliseconds, overflow) = time.multipliedReportingOverflow(by: 1000)
    let skew = (overflow ? .max : milliseconds).subtractingReportingOverflow(now.milliseconds)
    guard !skew.overflow, skew.partialValue.magnitude <= UInt64(DateRule.allowedDrift) else {
      return .unknown("Unauthorized: Stale timestamp")
    }
    let ext = fields["ext"].flatMap { Base64.decoded($0) }.flatMap { try? JSON(parsing: $0) }
    if fields["ext"] != nil, ext?.object == nil { return .unknown("ext.certificate must be an object") }
    guard let signer = Signer(id: id, ext: ext, known: known, now: now) else {
      return .unknown("Unauthorized: Unknown credentials")
    }
    let isSigned = Digest.isHMACSHA256(
      Base64.decoded(mac) ?? [], of: signedText(ts: String(time), nonce: nonce), key: Array(signer.accessToken.utf8))
    guard isSigned else { return .unknown("Unauthorized: Bad mac") }
    if let hash = fields["hash"], hash != payloadHash { return .unknown("Invalid payload hash: \(hash)") }
    return Caller(clientID: id, scopes: signer.scopes)
  }

  // MARK: - What is signed

  private func signedText(ts: String, nonce: String) -> [UInt8] {
    let host = (request.headers["host"] ?? "").lowercased()
    let colon = host.lastIndex(of: ":").flatMap { host[$0...].contains("]") ? nil : $0 }
    let port = colon.map { String(host[host.index(after: $0)...]) } ?? "80"
    let lines = [
      "hawk.1.header", ts, nonce, request.method, request.target, colon.map { String(host[..<$0]) } ?? host, port,
      fields["hash"] ?? "", fields["ext"] ?? "",
    ]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private var payloadHash: String {
    let type = (request.headers["content-type"] ?? "").prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    return Base64.encoded(
      Digest.sha256(Array("hawk.1.payload\n\(type)\n".utf8) + request.body + [UInt8(ascii: "\n")]))
  }

  /// `Hawk id="…", ts="…"`; of two fields with one name the first holds.
  private static func fields(of header: String) -> [String: String] {
    guard header.prefix(5).lowercased() == "hawk " else { return [:] }
    var fields: [String: String] = [:]
    var rest = header.dropFirst(5)
    while let equals = rest.firstIndex(of: "=") {
      let name = rest[..<equals].filter { $0 != " " && $0 != "," }
      let opened = rest[rest.index(after: equals)...]
      guard opened.first == "\"", let end = opened.dropFirst().firstIndex(of: "\"") else { break }
      if fields[name] == nil { fields[name] = String(opened.dropFirst()[..<end]) }
      rest = opened[opened.index(after: end)...]
    }
    return fields
  }
}

/// The key that a request must have been signed with, and what its owner may do.
private struct Signer {
  let accessToken: String
  let scopes: ScopeSet

  /// - Parameter ext: What the header carries: a certificate makes credentials temporary, `authorizedScopes` narrow them.
  init?(id: String, ext: JSON?, known: [Authentication.Credentials], now: Timestamp) {
    var (token, scopes): (String, ScopeSet)
    if let certificate = ext?["certificate"] {
      let issuer = certificate["issuer"]?.string ?? id
      guard let owner = known.first(where: { $0.clientID == issuer }),
        let granted = Certificate(certificate)?.scopes(for: id, signedBy: owner, now: now)
      else { return nil }
      (token, scopes) = granted
    } else {
      guard let owner = known.first(where: { $0.clientID == id }) else { return nil }
      (token, scopes) = (owner.accessToken, owner.scopes)
    }
    if let authorized = ext?["authorizedScopes"]?.array?.compactMap(\.string) {
      guard authorized.allSatisfy(scopes.satisfies) else { return nil }
      scopes = ScopeSet(authorized)
    }
    (self.accessToken, self.scopes) = (token, scopes)
  }
}

/// What makes credentials temporary, as the auth service reads it.
private struct Certificate {
  private let issuer: String?
  private let seed: String
  private let signature: String
  private let start: Int
  private let expiry: Int
  private let scopes: [String]

  init?(_ json: JSON) {
    guard json["version"]?.int == 1, let seed = json["seed"]?.string, let signature = json["signature"]?.string,
      let start = json["start"]?.int, let expiry = json["expiry"]?.int, let scopes = json["scopes"]?.array
    else { return nil }
    issuer = json["issuer"]?.string
    (self.seed, self.signature, self.start, self.expiry) = (seed, signature, start, expiry)
    self.scopes = scopes.compactMap(\.string)
  }

  /// The temporary token and its scopes, if the certificate is the owner's and holds now.
  func scopes(
    for id: String, signedBy owner: Authentication.Credentials, now: Timestamp
  ) -> (String, ScopeSet)? {
    var lines = ["version:1"]
    if let issuer { lines += ["clientId:\(id)", "issuer:\(issuer)"] }
    lines += ["seed:\(seed)", "start:\(start)", "expiry:\(expiry)", "scopes:"] + scopes
    let key = Array(owner.accessToken.utf8)
    let signed = Array(lines.joined(separator: "\n").utf8)
    guard Digest.isHMACSHA256(Base64.decoded(signature) ?? [], of: signed, key: key), start <= now.milliseconds,
      now.milliseconds < expiry, scopes.allSatisfy(owner.scopes.satisfies)
    else { return nil }
    return (Base64.urlEncoded(Digest.hmacSHA256(Array(seed.utf8), key: key)), ScopeSet(scopes))
  }
}
