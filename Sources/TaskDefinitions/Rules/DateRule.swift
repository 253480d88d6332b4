package import Document

/// The queue's rules for the times of a new task, in the order in which it tries them.
package enum DateRule: Sendable, Hashable, CaseIterable {
  case createdInThePast, createdInTheFuture, deadlineBeforeCreated, deadlineInThePast, deadlineTooLate, expiresTooEarly

  /// How far the clocks of a client and the queue may be apart, in milliseconds.
  package static let allowedDrift: Int64 = 15 * 60 * 1000
  /// How long after now a deadline may be, in milliseconds; the drift comes on top.
  package static let longestDeadline: Int64 = 5 * 24 * 60 * 60 * 1000

  /// The field that the rule is about.
  package var field: String {
    switch self {
    case .createdInThePast, .createdInTheFuture: "created"
    case .deadlineBeforeCreated, .deadlineInThePast, .deadlineTooLate: "deadline"
    case .expiresTooEarly: "expires"
    }
  }

  /// The queue's own words. Source: `patchAndValidateTaskDef` of its API.
  package var queueText: String {
    switch self {
    case .createdInThePast: "`created` cannot be in the past (max 15min drift)"
    case .createdInTheFuture: "`created` cannot be in the future (max 15min drift)"
    case .deadlineBeforeCreated: "`deadline` cannot be later than `created`"
    case .deadlineInThePast: "`deadline` cannot be in the past"
    case .deadlineTooLate: "`deadline` cannot be more than 5 days into the future"
    case .expiresTooEarly: "`expires` cannot be before `deadline`"
    }
  }

  /// The rule, for a person.
  package var rule: String {
    switch self {
    case .createdInThePast: "`created` must not be more than 15 minutes ago"
    case .createdInTheFuture: "`created` must not be more than 15 minutes ahead"
    case .deadlineBeforeCreated: "`deadline` must not come before `created`"
    case .deadlineInThePast: "`deadline` must not be over"
    case .deadlineTooLate: "`deadline` must not be more than 5 days ahead"
    case .expiresTooEarly: "`expires` must not come before `deadline`"
    }
  }

  /// The first rule that these times break, as the queue would see it at `now`; nil if they are good.
  package static func broken(
    created: Timestamp, deadline: Timestamp, expires: Timestamp?, now: Timestamp
  ) -> DateRule? {
    if created < now.advanced(byMilliseconds: -allowedDrift) { return .createdInThePast }
    if created > now.advanced(byMilliseconds: allowedDrift) { return .createdInTheFuture }
    if created > deadline { return .deadlineBeforeCreated }
    if deadline < now { return .deadlineInThePast }
    if deadline > now.advanced(byMilliseconds: longestDeadline + allowedDrift) { return .deadlineTooLate }
    if let expires, expires < deadline { return .expiresTooEarly }
    return nil
  }
}

extension Timestamp {
  /// The same day and time a year later, as the calendar has it: from the 29th of February to the 1st of March. This is
  /// when a task expires that does not say. Source: `setFullYear` in the queue.
  package var oneYearLater: Timestamp {
    let text = Array(iso.utf8)
    guard text.count == 24, let year = Int(String(decoding: text[..<4], as: UTF8.self)), year < 9999 else {
      return self
    }
    let digits = String(year + 1)
    let padded = String(repeating: "0", count: 4 - digits.utf8.count) + digits
    let rest = String(decoding: text[4...], as: UTF8.self)
    return Timestamp(iso: padded + rest) ?? Timestamp(iso: padded + "-03-01" + rest.dropFirst(6)) ?? self
  }
}
