package import Diagnostics
internal import TaskclusterClient

/// Asks the real Packer whether it accepts rendered templates. No secret is needed: placeholders stand for them.
package struct PackerValidation: Sendable {
  package let process: PackerProcess

  /// A rendered template and whose it is.
  package struct Subject: Sendable {
    /// `win10-64-2004 in production`
    package let name: String
    package let template: PackerTemplate

    package init(name: String, template: PackerTemplate) {
      self.name = name
      self.template = template
    }
  }

  package init(_ process: PackerProcess) { self.process = process }

  /// What Packer has against them, in their order. Each distinct template is asked about once, two at a time: Packer
  /// starts a process for each of its plugins.
  ///
  /// - Parameter tell: is told the names of whom a template is and whether it is good, one template after the other.
  /// - Throws: why Packer cannot be run.
  package func diagnostics(
    of subjects: [Subject], tell: ([String], Bool) -> Void = { _, _ in }
  ) async throws(Failure) -> [Diagnostic] {
    var order: [[UInt8]] = []
    var names: [[UInt8]: [String]] = [:]
    var templates: [[UInt8]: PackerTemplate] = [:]
    for subject in subjects {
      let bytes = subject.template.bytes
      if templates.updateValue(subject.template, forKey: bytes) == nil { order.append(bytes) }
      names[bytes, default: []].append(subject.name)
    }
    let distinct = order.compactMap { templates[$0] }
    let results = await withTaskGroup(of: (Int, Result<[String], Failure>).self) { group in
      var next = 0
      func add() {
        guard next < distinct.count else { return }
        let (index, template) = (next, distinct[next])
        next += 1
        group.addTask { (index, await complaints(about: template)) }
      }
      add()
      add()
      var results: [Int: Result<[String], Failure>] = [:]
      for await (index, result) in group {
        results[index] = result
        if case .success(let lines) = result { tell(names[order[index]] ?? [], lines.isEmpty) }
        add()
      }
      return results
    }
    var diagnostics: [Diagnostic] = []
    for (index, bytes) in order.enumerated() {
      let lines = try results[index]?.get() ?? []
      guard !lines.isEmpty else { continue }
      diagnostics.append(
        Diagnostic(
          id: "packer-validate", "Packer must accept the template",
          context: [(names[bytes] ?? []).joined(separator: ", ")],
          notes: lines.map { Diagnostic.Note($0) }))
    }
    return diagnostics
  }

  /// The lines that Packer says of a template that it does not accept.
  private func complaints(about template: PackerTemplate) async -> Result<[String], Failure> {
    let log = LineLog()
    do throws(Failure) {
      let ending = try await process.run(
        .validate(only: []), template: template, PackerEnvironment(placeholdersFor: template), show: { log.add($0) })
      let lines = log.lines.map { ServerText($0, hiding: .none).line }.filter { !$0.isEmpty }
      return .success(ending.code == 0 ? [] : lines.isEmpty ? ["it ended with \(ending.code)"] : lines)
    } catch {
      return .failure(error)
    }
  }
}
