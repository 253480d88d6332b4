package import Document

/// A secret as the secrets service keeps it.
package struct StoredSecret: Sendable {
  package let value: JSON
  package let expires: Timestamp

  package init(_ value: JSON, expires: Timestamp) {
    self.value = value
    self.expires = expires
  }
}
