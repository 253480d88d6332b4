import FoundationEssentials
import Glibc
import TestSupport

/// The program, running beside the test, so that it can be signalled.
struct Background {
  let folder: TemporaryFolder
  private let name: String
  private let running: Task<Program.Ending, any Error>

  /// - Parameters:
  ///   - folder: gets a file with the process's id.
  ///   - output: a file for standard output, which can be read while the program runs.
  init(
    _ arguments: [String], environment: [String: String] = [:], in folder: TemporaryFolder, output: String? = nil
  ) {
    let name = "\(UUID().uuidString).pid"
    // The shell says its own process id, which is then the program's.
    let script = "echo $$ > \"$0\"; exec \"$@\"" + (output.map { " > '\($0)'" } ?? "")
    let line = ["-c", script, folder.path + "/" + name, Program.path] + arguments
    (self.folder, self.name) = (folder, name)
    running = Task { try await Program.run("sh", line, environment: environment) }
  }

  /// - Parameter signal: `SIGTERM`, `SIGKILL`, …
  func signal(_ signal: Int32) async throws {
    try await Self.wait { (try? folder.read(name).contains("\n")) == true }
    guard let id = pid_t(try folder.read(name).filter(\.isNumber)), id > 1 else {
      throw CocoaError(.fileReadCorruptFile)
    }
    kill(id, signal)
  }

  var ending: Program.Ending { get async throws { try await running.value } }

  /// Returns when something is so, or after ten minutes: what is then not so is for the test to say.
  static func wait(until isSo: () throws -> Bool) async throws {
    let limit = ContinuousClock.now + .seconds(600)
    while try !isSo(), ContinuousClock.now < limit { try await Task.sleep(for: .milliseconds(1)) }
  }
}
