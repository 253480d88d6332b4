/// One request that came, for tests to look at.
package struct RequestRecord: Sendable, Equatable {
  /// From 1, in the order in which the requests were complete.
  package let number: Int
  /// The connection it came over, from 1.
  package let connection: Int
  package let method: String
  package let path: String
  /// The name of the call; nil if there is no such call.
  package let call: String?
  /// The task that the path names.
  package let taskID: String?
  /// What was answered, or would have been.
  package let status: Int
  /// The fault that it met.
  package let fault: Fault?
}
