import Document
import Glibc
import TaskclusterClient

/// What a worker tells its task in environment variables. Source: taskcluster/contract.md.
struct TaskEnvironment {
  let all: [String: String]

  init(_ all: [String: String] = Self.ofProcess) { self.all = all }

  /// As if it were at another deployment: credentials, and the proxy that signs with them, are for one alone.
  func at(rootURL: String) -> TaskEnvironment {
    guard self.rootURL.flatMap({ ServerURL($0) }) != ServerURL(rootURL) else { return self }
    var other = all.filter { !$0.key.hasPrefix("TASKCLUSTER_") }
    other["TASKCLUSTER_ROOT_URL"] = rootURL
    return TaskEnvironment(other)
  }

  /// An empty variable is one that is not set.
  subscript(name: String) -> String? { all[name].flatMap { $0.isEmpty ? nil : $0 } }

  private static var ofProcess: [String: String] {
    var all: [String: String] = [:]
    var next = environ
    while let line = next.pointee {
      let text = String(cString: line)
      let name = text.prefix { $0 != "=" }
      all[String(name)] = String(text.dropFirst(name.count + 1))
      next += 1
    }
    return all
  }

  var taskID: String? { self["TASK_ID"] }
  /// Older workers do not set it: then it is the task's own id.
  var taskGroupID: String? { self["TASK_GROUP_ID"] ?? taskID }
  var rootURL: String? { self["TASKCLUSTER_ROOT_URL"] }
}

extension Timestamp {
  /// The only clock of the program.
  static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
