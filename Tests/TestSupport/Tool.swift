import FoundationEssentials

/// Programs that tests run beside ours.
package enum Tool {
  /// The Python of the checkout's virtual environment (`make tools` creates it), with what Tests/requirements.txt lists.
  package static var python: String? {
    let chosen = ProcessInfo.processInfo.environment["DECISION_PYTHON"] ?? Checkout.root + "/.venv/bin/python3"
    guard FileManager.default.isExecutableFile(atPath: chosen) else {
      print("skipped: no \(chosen); `make tools` creates it")
      return nil
    }
    return chosen
  }
}
