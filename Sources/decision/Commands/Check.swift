import ArgumentParser
import Diagnostics
import Document
import TaskGraph

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    named: "check", "Check every config, kind and template, and .taskcluster.yml.",
    examples: """
      decision check
      decision check --format json | jq '.[].id'
      """,
    exits: [.configuration])

  @OptionGroup var root: RootOptions

  @Option(help: "How to say it.")
  var format: ReportFormat = .text

  func run() async throws {
    let tree = DiskFileTree(root: try root.find())
    let commit = Commit(
      sha: String(repeating: "0", count: 40), author: "nobody <nobody@example.invalid>", message: "check")
    let report = try await ProjectCheck(tree).report(
      Pipeline.Inputs(
        decision: .placeholder(now: .now()), commit: commit, repository: "https://example.com/repository"))
    switch format {
    case .json: Terminal.standardOutput.write(JSON(report.diagnostics).bytes(.pretty) + [0x0A])
    case .text:
      Terminal.standardError.write(report.diagnostics)
      if !report.diagnostics.hasErrors {
        Terminal.standardOutput.write(
          "\(report.keys) keys, \(report.environments) environments, \(report.kinds) kinds, \(report.tasks) tasks: good\n"
        )
      }
    }
    if report.diagnostics.hasErrors { throw ArgumentParser.ExitCode(Diagnostics.ExitCode.configuration.rawValue) }
  }
}

enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
