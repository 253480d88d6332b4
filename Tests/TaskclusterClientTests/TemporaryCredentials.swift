import Crypto
import Document
import FoundationEssentials

@testable import TaskclusterClient

/// Makes temporary credentials of permanent ones, as Taskcluster's own services do: what our client is handed in a
/// shell after `taskcluster signin`.
struct TemporaryCredentials {
  let clientID: String
  let accessToken: String
  let certificateText: String

  var certificate: Certificate { Certificate(certificateText)! }

  init(
    issuer: String, issuerToken: String, name: String?, scopes: [String], start: Int64, expiry: Int64, seed: String
  ) {
    clientID = name ?? issuer
    let key = SymmetricKey(data: Data(issuerToken.utf8))
    func mac(_ text: String) -> String {
      Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)).base64EncodedString()
    }
    accessToken = mac(seed).replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    var lines = ["version:1"]
    if let name { lines += ["clientId:\(name)", "issuer:\(issuer)"] }
    lines += ["seed:\(seed)", "start:\(start)", "expiry:\(expiry)", "scopes:"] + scopes
    var fields: JSONObject = [
      "version": 1, "scopes": JSON(scopes), "start": .number(Double(start)), "expiry": .number(Double(expiry)),
      "seed": .string(seed), "signature": .string(mac(lines.joined(separator: "\n"))),
    ]
    if name != nil { fields["issuer"] = .string(issuer) }
    certificateText = JSON.object(fields).text()
  }

  static func sample(scopes: [String], expiry: Timestamp = ManualTime.start.advanced(byMilliseconds: 3_600_000)) -> Self
  {
    TemporaryCredentials(
      issuer: "project/relops", issuerToken: Fixture.token, name: "project/relops/temporary", scopes: scopes,
      start: ManualTime.start.milliseconds, expiry: expiry.milliseconds,
      seed: "JYR4wzMCTG6XeDS2cDUCMwH0RFUXGfQjK7LgqD-e6lSQ")
  }
}
