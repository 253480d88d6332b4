import ArgumentParser
import CommitSyntax
import Diagnostics
import Document
import TaskGraph

struct Lint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    named: "lint", "Check a commit message.",
    examples: """
      # the message of HEAD
      decision lint
      decision lint message.txt
      git log -1 --format=%B | decision lint -
      # print the message with the obvious corrections
      decision lint --fix message.txt
      # let git ask before each commit; `git commit --no-verify` does without
      decision lint --install-hook
      """,
    exits: [.message, .configuration], usage: "decision lint [<options>] [<file>]")

  @OptionGroup var root: RootOptions

  @Argument(
    help: "A file with the message, or `-` for standard input. (default: the message of HEAD)", completion: .file())
  var file: String?

  @Option(help: "How to say it.")
  var format: ReportFormat = .text

  @Flag(help: "Print the message with the obvious corrections.")
  var fix = false

  @Flag(help: "The file is one that an editor left for git: comments are no part of the message.")
  var edited = false

  @Flag(help: "Write a commit-msg hook into this checkout.")
  var installHook = false

  func run() async throws {
    let folder = try root.find()
    if installHook { return try await CommitMessageHook(git: Git(folder: folder)).install() }
    let vocabulary = Pipeline(try Project(in: DiskFileTree(root: folder))).vocabulary
    let form: CommitMessage.Form =
      edited ? .edited(commentPrefix: await Git(folder: folder).commentPrefix()) : .committed
    var message = CommitMessage(parsing: try await source(folder), vocabulary: vocabulary, form: form)
    if fix {
      let text = message.corrected(vocabulary: vocabulary, form: form)
      Terminal.standardOutput.write(text)
      message = CommitMessage(
        parsing: SourceFile(name: message.file.name, text: text), vocabulary: vocabulary, form: form)
    }
    switch format {
    case .json where !fix: Terminal.standardOutput.write(JSON(message.diagnostics).bytes(.pretty) + [0x0A])
    case .json, .text: Terminal.standardError.write(message.diagnostics)
    }
    if message.hasErrors { throw ArgumentParser.ExitCode(Diagnostics.ExitCode.message.rawValue) }
  }

  private func source(_ folder: String) async throws -> SourceFile {
    switch file {
    case "-"?: SourceFile(name: "commit message", bytes: try Input.standardInput())
    case let file?: SourceFile(name: file, bytes: try Input.file(file))
    case nil: SourceFile(name: "commit message", text: try await Git(folder: folder).commit("HEAD").commit.message)
    }
  }
}
