package import AzureImages
package import Diagnostics
package import TaskclusterClient

/// Builds the images of a task: those that an earlier run of it has not built yet, all at once, in one run of Packer.
///
/// A location is the unit of state. Packer deletes the old image before it makes a new one, so that a retry must leave
/// alone what is already good; the tag `machineImageTask` says so.
package struct PackerBuild: Sendable {
  package let template: PackerTemplate
  package let locations: [String]
  package let run: TaskRun
  package let process: PackerProcess
  /// Whether Packer leaves its resources behind when a build fails.
  package let keepsLeftovers: Bool

  private let principal: ServicePrincipal
  private let images: BuiltImages

  /// In the task's `onExitStatus.retry`: another run builds what is missing.
  package static let retryCode: Int32 = 123

  package init(
    _ template: PackerTemplate, locations: [String], run: TaskRun, process: PackerProcess, keepsLeftovers: Bool,
    principal: ServicePrincipal, endpoints: AzureEndpoints, caller: AzureCaller
  ) {
    self.template = template
    self.locations = locations
    self.run = run
    self.process = process
    self.keepsLeftovers = keepsLeftovers
    self.principal = principal
    images = BuiltImages { () throws(AzureError) in
      try await AzureClient.signIn(principal, endpoints: endpoints, caller: caller)
    }
  }

  /// How a build ended.
  package struct Ending: Sendable {
    /// Packer's own exit code; 0 if there was nothing to build; 123 if another run may do better.
    package let code: Int32
    package let diagnostics: [Diagnostic]
  }

  /// - Parameter show: told each line of a log.
  /// - Throws: what keeps Packer from being started.
  package func callAsFunction(
    stop: StopSignal, show: @escaping @Sendable (String) -> Void
  ) async throws(Failure) -> Ending {
    let wanted = try template.builders(for: locations)
    let left = try await withoutBuilt(wanted, show)
    guard !left.isEmpty else { return Ending(code: 0, diagnostics: []) }
    let names = left.map(\.name)
    show("building in \(names.joined(separator: ", "))")
    let environment = PackerEnvironment(principal)
    let check = try await process.run(
      .validate(only: names), template: template, environment, stop: stop, show: show)
    guard check.interruption == nil else { return await verdict(check, left) }
    guard check.code == 0 else {
      throw Failure(.configuration, [Diagnostic(id: "packer-validate", "Packer must accept the template")])
    }
    let command = PackerCommand.build(only: names, keepsLeftovers: keepsLeftovers)
    let ending = try await process.run(command, template: template, environment, stop: stop, show: show)
    return await verdict(ending, left)
  }

  /// Without what an earlier run of this task has built.
  private func withoutBuilt(
    _ builders: [PackerTemplate.Builder], _ show: @Sendable (String) -> Void
  ) async throws(Failure) -> [PackerTemplate.Builder] {
    guard run.number > 0, let taskID = run.taskID else { return builders }
    let built = try await images.names(of: builders, builtBy: taskID)
    show("built by an earlier run: \(built.isEmpty ? "nothing" : built.joined(separator: ", "))")
    return builders.filter { !built.contains($0.name) }
  }

  /// Packer says 1 of every failure; what it has built none the less, Azure knows.
  private func verdict(_ ending: PackerProcess.Ending, _ builders: [PackerTemplate.Builder]) async -> Ending {
    switch ending.interruption {
    case .timeLimit?:
      return Ending(
        code: Self.retryCode,
        diagnostics: [
          Diagnostic(
            id: "packer-time-limit", "Packer must end within \(process.timeLimit.minutes) minutes; it was interrupted",
            help: "another run builds what is missing")
        ])
    case .stopped?:
      return Ending(
        code: ending.code == 0 ? 1 : ending.code,
        diagnostics: [Diagnostic(id: "stopped", "Packer was interrupted by a request to stop")])
    case nil: break
    }
    guard ending.code != 0 else { return Ending(code: 0, diagnostics: []) }
    guard let taskID = run.taskID else { return Ending(code: ending.code, diagnostics: [Self.failed([])]) }
    do throws(Failure) {
      let built = try await images.names(of: builders, builtBy: taskID)
      return Ending(code: built.isEmpty ? ending.code : Self.retryCode, diagnostics: [Self.failed(built)])
    } catch {
      let isTransient = error.exitCode == .tryAgain
      return Ending(
        code: isTransient ? Self.retryCode : ending.code, diagnostics: [Self.failed([])] + error.diagnostics)
    }
  }

  private static func failed(_ built: [String]) -> Diagnostic {
    Diagnostic(
      id: "packer-failed", "Packer must build in every location; some failed, as its log says",
      help: built.isEmpty ? nil : "another run builds what is missing; done are \(built.joined(separator: ", "))")
  }
}

extension Duration {
  /// Whole minutes.
  fileprivate var minutes: Int64 { components.seconds / 60 }
}
