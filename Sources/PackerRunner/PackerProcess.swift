package import Diagnostics
internal import Subprocess
package import TaskclusterClient

/// Runs Packer: the template in a file of its own, secrets by the environment, its output line by line and without them.
package struct PackerProcess: Sendable {
  /// The program: a name that PATH has, or a path.
  package var executable = "packer"
  /// After this Packer is interrupted, so that it deletes what it made.
  package var timeLimit = Duration.seconds(210 * 60)
  /// After this much more it is killed.
  package var grace = Duration.seconds(25 * 60)
  /// Where the template's file is made.
  package var temporaryFolder = "/tmp"

  package init() {}

  /// How Packer ended.
  package struct Ending: Sendable, Equatable {
    /// Its exit code; 128 and the signal's number if a signal ended it.
    package let code: Int32
    /// Why it was interrupted, if it was.
    package let interruption: Interruption?
  }

  package enum Interruption: Sendable { case timeLimit, stopped }

  /// - Parameters:
  ///   - stop: raised to have Packer clean up and end.
  ///   - show: told each line of what Packer says, on both of its outputs.
  /// - Throws: why Packer cannot be run, with exit code 78.
  package func run(
    _ command: PackerCommand, template: PackerTemplate, _ environment: PackerEnvironment, stop: StopSignal? = nil,
    show: @escaping @Sendable (String) -> Void
  ) async throws(Failure) -> Ending {
    var options = PlatformOptions()
    // Its own process group: an interrupt from the terminal reaches us alone, and Packer gets one from us, not two. It
    // goes to the whole group, because the first process of Packer does nothing but watch over the second.
    options.processGroupID = 0
    let interrupt = [TeardownStep.send(signal: .interrupt, toProcessGroup: true, allowedDurationToNextStep: grace)]
    options.teardownSequence = interrupt
    var variables: [Environment.Key: String?] = [:]
    for (name, value) in environment.variables.reveal() { variables[Environment.Key(stringLiteral: name)] = value }
    let file = try TemplateFile(template.bytes, in: temporaryFolder)
    // It is gone with the value, which nobody looks at again once its path is known.
    defer { withExtendedLifetime(file) {} }
    let arguments = Arguments(["--", try program] + command.arguments(template: file.path))
    do {
      let result = try await Subprocess.run(
        .name("env"), arguments: arguments, environment: .inherit.updating(variables), platformOptions: options,
        input: .none, output: .sequence, error: .combinedWithOutput
      ) { execution in
        await withTaskGroup(of: Interruption?.self) { group in
          group.addTask { await Self.wait(timeLimit, stop) }
          let lines = Task {
            // To the end of both outputs: a process of Packer's that is left would block on a full pipe.
            for try await line in execution.standardOutput.strings(bufferingPolicy: .unbounded) {
              show(environment.redaction.apply(to: line))
            }
          }
          group.addTask {
            _ = await lines.result
            return nil
          }
          let interruption = await group.next() ?? nil
          if interruption != nil { await execution.teardown(using: interrupt) }
          group.cancelAll()
          _ = await lines.result
          return interruption
        }
      }
      let code = result.terminationStatus.code
      // What `env` says of a program that is not there, or is none.
      if code == 126 || code == 127 { throw Self.failure("Packer must be a program that can be run") }
      return Ending(code: code, interruption: result.closureResult)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Self.failure("Packer cannot be run: \(error)")
    }
  }

  /// `env` finds a name by PATH, in one process: Subprocess would start one for each folder. It takes a path as it is;
  /// what has `=` in it would be a variable to it.
  private var program: String {
    get throws(Failure) {
      guard !executable.isEmpty, !executable.contains("=") else {
        throw Self.failure("the path of Packer must not be empty, and has no `=` in it")
      }
      return executable
    }
  }

  private static func wait(_ limit: Duration, _ stop: StopSignal?) async -> Interruption? {
    await withTaskGroup(of: Interruption?.self) { group in
      group.addTask {
        do {
          try await Task.sleep(for: limit)
          return .timeLimit
        } catch {
          return nil
        }
      }
      if let stop {
        group.addTask {
          await stop.wait()
          return stop.isRaised ? .stopped : nil
        }
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }

  private static func failure(_ message: String) -> Failure {
    Failure(
      .configuration,
      [Diagnostic(id: "no-packer", message, help: "install Packer 1.6.6, or name the program with --packer")])
  }
}

extension TerminationStatus {
  fileprivate var code: Int32 {
    switch self {
    case .exited(let code): code
    case .signaled(let signal): 128 + signal
    }
  }
}
