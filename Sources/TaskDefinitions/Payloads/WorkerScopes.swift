internal import Document

/// The scopes that a worker asks of a task for parts of its payload. Sources: the descriptions in generic-worker's
/// schemas, and the sources of both workers where those are silent.
struct WorkerScopes {
  /// A part of the payload, and the scopes of which one must be there.
  struct Need {
    let path: FieldPath
    /// What needs it, to be read before «needs the scope».
    let reason: String
    /// The one to ask for comes first.
    let scopes: [String]
  }

  private let implementation: WorkerImplementation
  /// `<provisionerId>/<workerType>`.
  private let pool: String

  init(_ implementation: WorkerImplementation, pool: String) {
    self.implementation = implementation
    self.pool = pool
  }

  func needed(by payload: JSON) -> [Need] {
    implementation.takesAsDocker(payload["image"] != nil)
      ? neededByDocker(payload) : neededByNative(payload)
  }

  // MARK: - generic-worker

  private func neededByNative(_ payload: JSON) -> [Need] {
    var needs: [Need] = []
    if implementation == .genericWorkerWindows {
      needs += groups(payload)
      needs += feature("runAsAdministrator", payload, ["generic-worker:run-as-administrator:\(pool)"])
      if payload["rdpInfo"]?.string != nil {
        needs.append(
          Need(path: ["payload", "rdpInfo"], reason: "`rdpInfo`", scopes: ["generic-worker:allow-rdp:\(pool)"]))
      }
    } else {
      needs += groups(payload)
      needs += loopback("Audio", payload) + loopback("Video", payload)
    }
    needs += feature("runTaskAsCurrentUser", payload, ["generic-worker:run-task-as-current-user:\(pool)"])
    return needs + mounts(payload)
  }

  private func feature(_ name: String, _ payload: JSON, _ scopes: [String]) -> [Need] {
    guard payload["features"]?[name]?.bool == true else { return [] }
    return [Need(path: ["payload", "features", .key(name)], reason: "the feature `\(name)`", scopes: scopes)]
  }

  private func loopback(_ kind: String, _ payload: JSON) -> [Need] {
    let scope = "generic-worker:loopback-\(kind.lowercased())"
    return feature("loopback\(kind)", payload, ["\(scope):\(pool)", scope])
  }

  private func groups(_ payload: JSON) -> [Need] {
    (payload["osGroups"]?.array ?? []).enumerated().compactMap { index, group in
      guard let name = group.string else { return nil }
      return Need(
        path: ["payload", "osGroups", .index(index)], reason: "the group `\(name)`",
        scopes: ["generic-worker:os-group:\(pool)/\(name)"])
    }
  }

  private func mounts(_ payload: JSON) -> [Need] {
    var needs: [Need] = []
    for (index, mount) in (payload["mounts"]?.array ?? []).enumerated() {
      let path: FieldPath = ["payload", "mounts", .index(index)]
      if let name = mount["cacheName"]?.string {
        needs.append(
          Need(path: path + "cacheName", reason: "the cache `\(name)`", scopes: ["generic-worker:cache:\(name)"]))
      }
      // Anybody may read what begins with `public/`.
      if let name = mount["content"]?["artifact"]?.string, !name.hasPrefix("public/") {
        needs.append(
          Need(
            path: path + "content" + "artifact", reason: "the artifact `\(name)`",
            scopes: ["queue:get-artifact:\(name)"]))
      }
    }
    return needs
  }

  // MARK: - docker-worker

  private func neededByDocker(_ payload: JSON) -> [Need] {
    var needs: [Need] = []
    for cache in payload["cache"]?.object?.members ?? [] {
      var scopes = ["docker-worker:cache:\(cache.key)"]
      if implementation != .dockerWorker { scopes.append("generic-worker:cache:\(cache.key)") }
      needs.append(
        Need(path: ["payload", "cache", .key(cache.key)], reason: "the cache `\(cache.key)`", scopes: scopes))
    }
    let capabilities = payload["capabilities"]
    for name in ["privileged", "disableSeccomp"] where capabilities?[name]?.bool == true {
      needs.append(capability(name, at: ["payload", "capabilities", .key(name)]))
    }
    for device in capabilities?["devices"]?.object?.members ?? [] where device.value.bool == true {
      needs.append(
        capability("device:\(device.key)", at: ["payload", "capabilities", "devices", .key(device.key)]))
    }
    return needs + feature("allowPtrace", payload, ["docker-worker:feature:allowPtrace"])
  }

  private func capability(_ name: String, at path: FieldPath) -> Need {
    let scope = "docker-worker:capability:\(name)"
    return Need(path: path, reason: "the capability `\(name)`", scopes: ["\(scope):\(pool)", scope])
  }
}
