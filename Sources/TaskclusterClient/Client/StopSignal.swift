internal import Synchronization

/// A word that is given once, from anywhere, and that many wait for: stop.
package final class StopSignal: Sendable {
  private struct State {
    var isRaised = false
    var count = 0
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  package var isRaised: Bool { state.withLock { $0.isRaised } }

  package func raise() {
    let waiting = state.withLock { state in
      state.isRaised = true
      defer { state.waiting = [:] }
      return state.waiting
    }
    waiting.values.forEach { $0.resume() }
  }

  /// Returns when the signal is raised, or when the task that waits is cancelled.
  package func wait() async {
    let id = state.withLock { state in
      state.count += 1
      return state.count
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // Asked under the lock: a cancellation is either seen here, or finds the one who waits.
        let isOver = state.withLock { state in
          guard !state.isRaised, !Task.isCancelled else { return true }
          state.waiting[id] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
    }
  }
}
