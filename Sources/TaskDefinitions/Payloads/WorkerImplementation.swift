package import Document

/// What runs a task, and so what its payload must look like.
package enum WorkerImplementation: String, Sendable, CaseIterable {
  /// generic-worker on Windows, each task as a user of its own.
  case genericWorkerWindows = "generic-worker-windows"
  /// generic-worker on Linux, macOS or FreeBSD, each task as a user of its own. It takes docker-worker's payload too.
  case genericWorkerPOSIX = "generic-worker-posix"
  /// generic-worker on Linux, macOS or FreeBSD, tasks as the worker's own user. It takes docker-worker's payload too.
  case genericWorkerPOSIXInsecure = "generic-worker-posix-insecure"
  case dockerWorker = "docker-worker"

  /// The shape of the payloads that it takes.
  var payload: Shape {
    switch self {
    case .genericWorkerWindows: .windowsPayload
    case .genericWorkerPOSIX: .posixPayload
    case .genericWorkerPOSIXInsecure: .insecurePOSIXPayload
    case .dockerWorker: .record(.dockerPayload)
    }
  }

  /// What of a payload does not fit the shape alone. Paths begin at the payload.
  package func shapeViolations(of payload: JSON) -> [Violation] {
    ShapeCheck.violations(of: payload, against: self.payload)
  }

  /// Whether a payload is one of docker-worker's, on a worker that may take two kinds.
  func takesAsDocker(_ hasImage: Bool) -> Bool {
    switch self {
    case .genericWorkerWindows: false
    case .genericWorkerPOSIX, .genericWorkerPOSIXInsecure: hasImage
    case .dockerWorker: true
    }
  }
}
