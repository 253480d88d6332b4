internal import Document
internal import TaskDefinitions

/// The index: which task a namespace stands for.
struct IndexState: Sendable {
  struct Entry: Sendable {
    let taskID: String
    let rank: Double
    let data: JSON
    let expires: Timestamp
  }

  private(set) var entries: [String: Entry] = [:]

  /// Lists a completed task under its `index.` routes. Of two tasks in one namespace the higher rank stays, of equal ranks
  /// the later. Source: the index's handler of completed tasks.
  mutating func insert(_ record: TaskRecord) {
    let settings = record.definition.body["extra"]?["index"]
    guard let lifetime = record.definition.expires else { return }
    let expires = settings?["expires"]?.string.flatMap { Timestamp(iso: $0) } ?? lifetime
    let entry = Entry(
      taskID: record.id.text, rank: settings?["rank"]?.number ?? 0, data: settings?["data"] ?? .object([:]),
      expires: expires)
    for route in record.definition.routes {
      guard let namespace = IndexRoute.namespace(of: route) else { continue }
      insert(entry, at: namespace)
    }
  }

  mutating func insert(_ entry: Entry, at namespace: String) {
    if let present = entries[namespace], present.rank > entry.rank { return }
    entries[namespace] = entry
  }

  func find(_ namespace: String, now: Timestamp) -> Entry? {
    guard let entry = entries[namespace], entry.expires > now else { return nil }
    return entry
  }
}
